// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// How fast versions are read, compared and sorted, beside the libraries that own the schemes: libdpkg, libapt-pkg,
// librpm and libsolv, as far as they are compiled in (tests/bench/version/run finds them). Everything runs interleaved
// in one process, a round each, and the medians and their ratios are printed: a nanosecond of a shared machine means
// nothing.
//
//   bench FOLDER [ROUNDS]      FOLDER holds deb.txt, rpm.txt … with one version a line
#include <maintkit/version.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <time.h>

#ifdef HAVE_LIBDPKG
#define LIBDPKG_VOLATILE_API 1
extern "C" {
#include <dpkg/dpkg-db.h>
#include <dpkg/dpkg.h>
#include <dpkg/error.h>
}
#endif
#ifdef HAVE_APT
#include <apt-pkg/debversion.h>
#endif
#ifdef HAVE_RPM
#include <rpm/rpmver.h>
#endif
#ifdef HAVE_SOLV
extern "C" {
#include <solv/evr.h>
#include <solv/pool.h>
}
#endif

namespace {

namespace version = maintkit::version;
using version::scheme;
using version::value;
using texts = std::vector<std::string>;
using pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// What the optimiser must not throw away.
volatile std::uint64_t sink;

// One thing to measure: run() does it `operations` times.
struct contest {
  std::string name;
  std::size_t operations;
  std::uint64_t (*run)(const void*);
  const void* data;
  std::vector<double> nanoseconds = {};

  double median() const {
    std::vector<double> sorted = nanoseconds;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
  }
};

void measure(std::vector<contest>& all, int rounds) {
  for (int round = -1; round < rounds; ++round) {
    for (contest& one : all) {
      const double start = cpu_seconds();
      sink = sink + one.run(one.data);
      const double took = cpu_seconds() - start;
      if (round >= 0) one.nanoseconds.push_back(1e9 * took / static_cast<double>(one.operations));
    }
  }
}

struct material {
  scheme in;
  texts lines;
  std::vector<value> values;
  pairs far, near;

  material(scheme s, texts all) : in(s), lines(std::move(all)) {
    for (const std::string& line : lines) {
      const auto read = version::parse(s, line);
      if (!read) std::fprintf(stderr, "not a version: %s\n", line.c_str()), std::exit(2);
      values.push_back(*read);
    }
    std::uint64_t state = 42;
    const auto random = [&] { return state = state * 6364136223846793005u + 1442695040888963407u, state >> 33; };
    std::vector<std::uint32_t> order(lines.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      near.emplace_back(order[i], order[i + 1]);
      far.emplace_back(random() % order.size(), random() % order.size());
    }
    for (std::size_t i = near.size(); i > 1; --i) std::swap(near[i - 1], near[random() % i]);
    for (auto& p : near) {
      if (random() % 2 == 0) std::swap(p.first, p.second);
    }
  }
};

template <scheme S>
std::uint64_t read_all(const void* data) {
  std::uint64_t sum = 0;
  for (const std::string& line : static_cast<const material*>(data)->lines) {
    sum += version::parse(S, line)->order().words[0];
  }
  return sum;
}

template <bool Near>
std::uint64_t compare_values(const void* data) {
  const auto& m = *static_cast<const material*>(data);
  std::uint64_t sum = 0;
  for (const auto& [a, b] : Near ? m.near : m.far) {
    sum += static_cast<std::uint64_t>(version::compare(m.values[a], m.values[b]) + 1);
  }
  return sum;
}

// compare(a, b) over texts.
template <bool Near, class Compare>
std::uint64_t compare_texts(const void* data, Compare compare) {
  const auto& m = *static_cast<const material*>(data);
  std::uint64_t sum = 0;
  for (const auto& [a, b] : Near ? m.near : m.far) {
    sum += static_cast<std::uint64_t>(compare(m.lines[a], m.lines[b]) + 1);
  }
  return sum;
}

template <scheme S, bool Near>
std::uint64_t compare_plain(const void* data) {
  return compare_texts<Near>(data, [](const std::string& a, const std::string& b) {
    return maintkit::detail::version_rules_of[static_cast<int>(S)].compare(a, b);
  });
}

template <scheme S>
std::uint64_t sort_texts(const void* data) {
  std::vector<value> all;
  all.reserve(10000);
  for (const std::string& line : static_cast<const material*>(data)->lines) all.push_back(*version::parse(S, line));
  std::sort(all.begin(), all.end());
  return all.front().order().words[0];
}

template <class Less>
std::uint64_t sort_pointers(const void* data, Less less) {
  std::vector<const std::string*> all;
  for (const std::string& line : static_cast<const material*>(data)->lines) all.push_back(&line);
  std::sort(all.begin(), all.end(), [&](const std::string* a, const std::string* b) { return less(*a, *b); });
  return all.front()->size();
}

// The floor: one pass over the bytes in which each step needs the one before.
std::uint64_t one_pass(const void* data) {
  std::uint64_t sum = 0;
  for (const std::string& line : static_cast<const material*>(data)->lines) {
    for (const char c : line) sum = sum * 31 + static_cast<unsigned char>(c);
  }
  return sum;
}

#ifdef HAVE_LIBDPKG
dpkg_version dpkg_parse(const std::string& text) {
  dpkg_version v;
  dpkg_error e = DPKG_ERROR_INIT;
  parseversion(&v, text.c_str(), &e);
  return v;
}
std::uint64_t dpkg_read_all(const void* data) {
  std::uint64_t sum = 0;
  for (const std::string& line : static_cast<const material*>(data)->lines) sum += dpkg_parse(line).epoch;
  return sum;
}
template <bool Near>
std::uint64_t dpkg_compare(const void* data) {
  static std::vector<dpkg_version> read;
  const auto& m = *static_cast<const material*>(data);
  if (read.empty()) {
    for (const std::string& line : m.lines) read.push_back(dpkg_parse(line));
  }
  std::uint64_t sum = 0;
  for (const auto& [a, b] : Near ? m.near : m.far) {
    sum += static_cast<std::uint64_t>(dpkg_version_compare(&read[a], &read[b]) > 0);
  }
  return sum;
}
#endif

#ifdef HAVE_APT
int apt_order(const std::string& a, const std::string& b) {
  return debVS.debVersioningSystem::DoCmpVersion(a.data(), a.data() + a.size(), b.data(), b.data() + b.size());
}
template <bool Near>
std::uint64_t apt_compare(const void* data) {
  return compare_texts<Near>(data, apt_order);
}
std::uint64_t apt_sort(const void* data) {
  return sort_pointers(data, [](const auto& a, const auto& b) { return apt_order(a, b) < 0; });
}
#endif

#ifdef HAVE_RPM
std::uint64_t rpm_read_all(const void* data) {
  std::uint64_t sum = 0;
  for (const std::string& line : static_cast<const material*>(data)->lines) {
    rpmver v = rpmverParse(line.c_str());
    sum += rpmverEVal(v);
    rpmverFree(v);
  }
  return sum;
}
template <bool Near>
std::uint64_t rpm_compare(const void* data) {
  static std::vector<rpmver> read;
  const auto& m = *static_cast<const material*>(data);
  if (read.empty()) {
    for (const std::string& line : m.lines) read.push_back(rpmverParse(line.c_str()));
  }
  std::uint64_t sum = 0;
  for (const auto& [a, b] : Near ? m.near : m.far) sum += rpmverCmp(read[a], read[b]) > 0;
  return sum;
}
template <bool Near>
std::uint64_t rpm_compare_texts(const void* data) {
  return compare_texts<Near>(data, [](const std::string& a, const std::string& b) {
    rpmver x = rpmverParse(a.c_str());
    rpmver y = rpmverParse(b.c_str());
    const int order = rpmverCmp(x, y);
    rpmverFree(x);
    rpmverFree(y);
    return order;
  });
}
#endif

#ifdef HAVE_SOLV
Pool* solv_pool(int type) {
  static Pool* pools[2] = {};
  Pool*& pool = pools[type == DISTTYPE_DEB];
  if (pool == nullptr) pool_setdisttype(pool = pool_create(), type);
  return pool;
}
template <int Type, bool Near>
std::uint64_t solv_compare(const void* data) {
  return compare_texts<Near>(data, [](const std::string& a, const std::string& b) {
    return pool_evrcmp_str(solv_pool(Type), a.c_str(), b.c_str(), EVRCMP_COMPARE);
  });
}
#endif

texts read_lines(const std::string& path) {
  texts lines;
  std::FILE* const file = std::fopen(path.c_str(), "r");
  if (file == nullptr) return lines;
  char line[4096];
  while (std::fgets(line, sizeof line, file) != nullptr) lines.emplace_back(line, std::strcspn(line, "\n"));
  std::fclose(file);
  return lines;
}

void print(const char* title, const std::vector<contest>& all) {
  std::printf("%s\n", title);
  const double ours = all.front().median();
  for (const contest& one : all) {
    std::printf("  %-28s %8.1f ns", one.name.c_str(), one.median());
    if (&one != &all.front()) std::printf("   maintkit / it = %.3f", ours / one.median());
    std::printf("\n");
  }
}

void contend(const char* title, std::vector<contest> all, int rounds) {
  measure(all, rounds);
  print(title, all);
}

template <scheme S>
void run(const std::string& folder, int rounds) {
  const std::string name(version::to_string(S));
  const texts lines = read_lines(folder + "/" + name + ".txt");
  if (lines.empty()) return std::puts(("no " + folder + "/" + name + ".txt").c_str()), void();
  const material m(S, lines);
  const std::size_t n = lines.size();
  std::size_t longer = 0;
  for (const value& v : m.values) longer += v.order().longer;
  std::printf("== %s: %zu versions, %zu longer than a key\n", name.c_str(), n, longer);

  std::vector<contest> reading = {{"maintkit", n, read_all<S>, &m}, {"one pass over the bytes", n, one_pass, &m}};
  std::vector<contest> far = {{"maintkit", n - 1, compare_values<false>, &m}};
  std::vector<contest> near = {{"maintkit", n - 1, compare_values<true>, &m}};
  std::vector<contest> text_far = {{"maintkit", n - 1, compare_plain<S, false>, &m}};
  std::vector<contest> text_near = {{"maintkit", n - 1, compare_plain<S, true>, &m}};
  std::vector<contest> sorting = {{"maintkit", n, sort_texts<S>, &m}};
  if constexpr (S == scheme::deb) {
#ifdef HAVE_LIBDPKG
    reading.push_back({"libdpkg", n, dpkg_read_all, &m});
    far.push_back({"libdpkg", n - 1, dpkg_compare<false>, &m});
    near.push_back({"libdpkg", n - 1, dpkg_compare<true>, &m});
#endif
#ifdef HAVE_APT
    text_far.push_back({"libapt-pkg", n - 1, apt_compare<false>, &m});
    text_near.push_back({"libapt-pkg", n - 1, apt_compare<true>, &m});
    sorting.push_back({"libapt-pkg", n, apt_sort, &m});
#endif
#ifdef HAVE_SOLV
    text_far.push_back({"libsolv", n - 1, solv_compare<DISTTYPE_DEB, false>, &m});
    text_near.push_back({"libsolv", n - 1, solv_compare<DISTTYPE_DEB, true>, &m});
#endif
  }
  if constexpr (S == scheme::rpm) {
#ifdef HAVE_RPM
    reading.push_back({"librpm", n, rpm_read_all, &m});
    far.push_back({"librpm", n - 1, rpm_compare<false>, &m});
    near.push_back({"librpm", n - 1, rpm_compare<true>, &m});
    text_far.push_back({"librpm", n - 1, rpm_compare_texts<false>, &m});
    text_near.push_back({"librpm", n - 1, rpm_compare_texts<true>, &m});
#endif
#ifdef HAVE_SOLV
    text_far.push_back({"libsolv", n - 1, solv_compare<DISTTYPE_RPM, false>, &m});
    text_near.push_back({"libsolv", n - 1, solv_compare<DISTTYPE_RPM, true>, &m});
#endif
  }
  contend("parse, with key", std::move(reading), rounds);
  contend("compare parsed, random pairs", std::move(far), rounds);
  contend("compare parsed, neighbours", std::move(near), rounds);
  contend("compare texts, random pairs", std::move(text_far), rounds);
  contend("compare texts, neighbours", std::move(text_near), rounds);
  contend("sort from text, per version", std::move(sorting), rounds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: bench FOLDER [ROUNDS]\n", stderr), 2;
#ifdef HAVE_LIBDPKG
  push_error_context();
#endif
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 21;
  run<scheme::semver>(argv[1], rounds);
  run<scheme::calver>(argv[1], rounds);
  run<scheme::pep440>(argv[1], rounds);
  run<scheme::deb>(argv[1], rounds);
  run<scheme::rpm>(argv[1], rounds);
  run<scheme::generic>(argv[1], rounds);
}
