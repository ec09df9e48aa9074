// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/backup/tar.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::backup;

// What the parser says of an archive: its members, or the error.
result<std::vector<tar_member>, parse_error> members(std::string_view archive) {
  std::vector<tar_member> out;
  tar_parser parser;
  for (std::size_t at = 0;;) {
    const auto step = parser.next(archive.substr(at < archive.size() ? at : archive.size(), tar_block));
    if (!step) return step.error();
    at += tar_block;
    if (*step == tar_parser::step::end) return out;
    if (*step != tar_parser::step::member) continue;
    out.push_back(parser.member());
    at += parser.member().size + tar_padding(parser.member().size);
  }
}

tar_member file(std::string path, std::uint64_t size = 0) {
  tar_member m;
  m.path = std::move(path);
  m.size = size;
  return m;
}

}  // namespace

TEST_CASE("tar: a header is ustar, byte for byte (POSIX.1-2017, pax: ustar interchange format)") {
  tar_member m = file("a/b.txt", 5);
  m.mode = 0640;
  m.uid = 1000;
  m.gid = 100;
  m.mtime = 1783512000;
  const std::string h = tar_header(m);
  REQUIRE(h.size() == 512);
  CHECK(h.substr(0, 8) == std::string("a/b.txt\0", 8));
  CHECK(h.substr(100, 8) == std::string("0000640\0", 8));
  CHECK(h.substr(108, 8) == std::string("0001750\0", 8));
  CHECK(h.substr(116, 8) == std::string("0000144\0", 8));
  CHECK(h.substr(124, 12) == std::string("00000000005\0", 12));
  CHECK(h.substr(136, 12) == std::string("15223435700\0", 12));
  CHECK(h.substr(154, 2) == std::string("\0 ", 2));  // behind the six digits of the checksum
  CHECK(h[156] == '0');
  CHECK(h.substr(257, 8) == std::string("ustar\00000", 8));
  CHECK(h.substr(265).find_first_not_of('\0') == std::string::npos);  // no names of users, no prefix
}

TEST_CASE("tar: padding fills the last block") {
  CHECK(tar_padding(0) == 0);
  CHECK(tar_padding(1) == 511);
  CHECK(tar_padding(511) == 1);
  CHECK(tar_padding(512) == 0);
  CHECK(tar_padding((std::uint64_t{1} << 40) + 513) == 511);
}

TEST_CASE("tar: every member is read as it was written, at the edges of what ustar can hold") {
  std::vector<tar_member> written;
  for (const std::size_t n : {1u, 99u, 100u, 101u, 255u, 4000u}) written.push_back(file(std::string(n, 'n')));
  written.push_back(file("\xff\xfe" + std::string(200, 'x')));  // not UTF-8
  tar_member link = file("link");
  link.kind = tar_kind::link;
  for (const std::size_t n : {1u, 100u, 101u, 4000u}) {
    link.target = std::string(n, 't');
    written.push_back(link);
  }
  tar_member folder = file("folder/");
  folder.kind = tar_kind::directory;
  folder.mode = 07777;
  written.push_back(folder);
  std::string archive;
  for (const tar_member& m : written) archive += tar_header(m);
  const auto read = members(archive + tar_end());
  REQUIRE(read);
  REQUIRE(read->size() == written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    CAPTURE(i);
    CHECK((*read)[i].path == written[i].path);
    CHECK((*read)[i].kind == written[i].kind);
    CHECK((*read)[i].mode == written[i].mode);
    CHECK((*read)[i].target == written[i].target);
  }
}

TEST_CASE("tar: sizes of 8 GiB and more, ids and times that ustar can't hold") {
  tar_parser parser;
  for (const std::uint64_t size : {(std::uint64_t{1} << 33) - 1, std::uint64_t{1} << 33, std::uint64_t{1} << 50}) {
    tar_member m = file("big", size);
    m.uid = 2097152;  // 2^21
    m.mtime = -1;
    const std::string h = tar_header(m);
    auto step = tar_parser::step::more;
    for (std::size_t at = 0; at < h.size(); at += tar_block)
      step = *parser.next(std::string_view(h).substr(at, tar_block));
    CHECK(step == tar_parser::step::member);
    CHECK(parser.member().size == size);
    CHECK(h.find("uid=2097152\n") != std::string::npos);
    CHECK(h.find("mtime=-1\n") != std::string::npos);
    CHECK((h.find(" size=") != std::string::npos) == (size >= std::uint64_t{1} << 33));
  }
}

TEST_CASE("tar: a pax record counts its own length") {
  for (std::size_t n = 0; n < 1200; ++n) {
    const std::string record = backup::detail::pax_record("path", std::string(n, 'x'));
    CHECK(record.substr(0, record.find(' ')) == std::to_string(record.size()));
  }
}

TEST_CASE("tar: what is damaged is refused") {
  const std::string good = tar_header(file(std::string(150, 'n'), 3)) + "abc" + std::string(509, '\0') + tar_end();
  REQUIRE(members(good));
  for (std::size_t n = 0; n < good.size(); ++n) CHECK_FALSE(members(std::string_view(good).substr(0, n)));
  // A flipped bit in a header breaks its sum; in records and content it is the hash's business, and does no harm here.
  // The last byte of the checksum's field stands behind its end.
  for (std::size_t i = 0; i < 512; ++i) {
    if (i == 155) continue;
    std::string other = good;
    other[i] = static_cast<char>(other[i] ^ 4);
    CHECK_FALSE(members(other));
  }
  test::random random(test::seed());
  for (int i = 0; i < 3000; ++i) {
    std::string other = good;
    for (std::size_t n = 1 + random.below(4); n > 0; --n) {
      other[random.below(other.size())] = static_cast<char>(random.below(256));
    }
    (void)members(other);
  }
}

TEST_CASE("tar: tar itself lists and unpacks it") {
  if (std::system("tar --version >/dev/null 2>&1") != 0) {
    MESSAGE("tar is not there: not compared");
    return;
  }
  test::temp_dir here;
  const std::string deep = std::string(120, 'd') + "/" + std::string(90, 'e');
  tar_member link = file("link");
  link.kind = tar_kind::link;
  link.mode = 0777;
  link.target = "../elsewhere/" + std::string(120, 'f');
  test::write_text(here / "a.tar", tar_header(file("one", 5)) + "hello" + std::string(507, '\0') +
                                       tar_header(file(deep, 512)) + std::string(512, 'y') + tar_header(link) +
                                       tar_end());
  const std::string in = "cd " + here.path() + " && ";
  REQUIRE(
      std::system((in + "tar -tf a.tar > names 2> complaints && tar -xf a.tar 2>> complaints && readlink link > target")
                      .c_str()) == 0);
  CHECK(test::read_text(here / "names") == "one\n" + deep + "\nlink\n");
  CHECK(test::read_text(here / "complaints").empty());
  CHECK(test::read_text(here / "one") == "hello");
  CHECK(test::read_text(here / deep) == std::string(512, 'y'));
  CHECK(test::read_text(here / "target") == link.target + "\n");
}
