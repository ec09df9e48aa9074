// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What the tests share: recorded data beside the sources, a printed seed, a small generator, a folder that goes away.
//
//   const std::string path = maintkit::test::shared("vectors/version/deb.tsv");
//   if (path.empty()) return;  // it has said so
//   maintkit::test::random random(maintkit::test::seed());
#ifndef MAINTKIT_TESTS_SUPPORT_HPP
#define MAINTKIT_TESTS_SUPPORT_HPP

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

namespace maintkit {
namespace test {

// The folder that holds include/ and tests/. MAINTKIT_SOURCE_DIR comes from the build.
inline std::string source_dir() {
#ifdef MAINTKIT_SOURCE_DIR
  return MAINTKIT_SOURCE_DIR;
#else
  const std::string here = __FILE__;  // …/tests/support.hpp
  const std::size_t tests = here.rfind("tests/support.hpp");
  return tests == 0 || tests == std::string::npos ? "." : here.substr(0, tests - 1);
#endif
}

// A file of the tests themselves: data("feed/atom.xml") is tests/data/feed/atom.xml.
inline std::string data(const std::string& relative) { return source_dir() + "/tests/data/" + relative; }

// The path of recorded data, looked for in $MAINTKIT_SHARED and then in shared/ beside the sources. Empty, and said so,
// where there is none: the project is complete without it.
inline std::string shared(const std::string& relative) {
  const char* const given = std::getenv("MAINTKIT_SHARED");
  const std::string folder = given != nullptr ? given : source_dir() + "/../shared";
  std::string path = folder + "/" + relative;
  struct stat found {};
  if (::stat(path.c_str(), &found) == 0) return path;
  MESSAGE("not there, so not tested against: " << path << " (MAINTKIT_SHARED names another folder)");
  return {};
}

// A new seed for each run; MAINTKIT_SEED repeats one.
inline std::uint64_t seed() {
  const char* const given = std::getenv("MAINTKIT_SEED");
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  const std::uint64_t value = given != nullptr ? std::strtoull(given, nullptr, 0) : static_cast<std::uint64_t>(now);
  MESSAGE("MAINTKIT_SEED=" << value);
  return value;
}

// splitmix64: every seed is good, and the sequence is the same everywhere.
class random {
 public:
  explicit random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  // In [0, bound); bound > 0.
  std::size_t below(std::size_t bound) { return next() % bound; }

  // In [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const auto span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + (span == 0 ? next() : next() % span));
  }

  // True once in `times`.
  bool once_in(std::size_t times) { return below(times) == 0; }

  template <class T, std::size_t N>
  const T& of(const T (&rows)[N]) {
    return rows[below(N)];
  }

  // `length` bytes out of `alphabet`.
  std::string text(std::size_t length, std::string_view alphabet) {
    std::string out;
    while (out.size() < length) out += alphabet[below(alphabet.size())];
    return out;
  }

 private:
  std::uint64_t state_;
};

// A new empty folder, removed with all that is in it.
class temp_dir {
 public:
  temp_dir() {
    const char* const given = std::getenv("TMPDIR");
    path_ = std::string(given != nullptr ? given : "/tmp") + "/maintkit-test-XXXXXX";
    REQUIRE(::mkdtemp(path_.data()) != nullptr);
  }
  ~temp_dir() { ::nftw(path_.c_str(), &remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT); }
  temp_dir(const temp_dir&) = delete;
  temp_dir& operator=(const temp_dir&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  static int remove_entry(const char* path, const struct stat*, int, struct FTW*) {
    std::remove(path);
    return 0;
  }

  std::string path_;
};

// The whole file; a file that can't be read fails the test.
inline std::string read_text(const std::string& path) {
  std::string text;
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  REQUIRE_MESSAGE(file != nullptr, "can't open ", path);
  char piece[65536];
  for (std::size_t n; (n = std::fread(piece, 1, sizeof piece, file)) > 0;) text.append(piece, n);
  const bool good = std::ferror(file) == 0;
  std::fclose(file);
  REQUIRE_MESSAGE(good, "can't read ", path);
  return text;
}

inline void write_text(const std::string& path, std::string_view text) {
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  REQUIRE_MESSAGE(file != nullptr, "can't create ", path);
  const bool good = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  REQUIRE_MESSAGE((std::fclose(file) == 0 && good), "can't write ", path);
}

// Calls each(line) for every line of a text, without its newline.
template <class F>
void for_each_line(std::string_view text, F each) {
  while (!text.empty()) {
    const std::size_t stop = text.find('\n');
    each(text.substr(0, stop));
    text.remove_prefix(stop == std::string_view::npos ? text.size() : stop + 1);
  }
}

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_SUPPORT_HPP
