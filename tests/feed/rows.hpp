// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Rows of a document and what a format's reader makes of it, as one line a release:
//
//   version|tag|title|date|link|flags|requires|assets or severity
//
// flags are prerelease, draft, yanked and deprecated, each y, n or ?; "-" is nothing; an asset is
// name,url,size,digests.
#ifndef MAINTKIT_TESTS_FEED_ROWS_HPP
#define MAINTKIT_TESTS_FEED_ROWS_HPP

#include <doctest/doctest.h>
#include <maintkit/feed/collect.hpp>
#include <maintkit/feed/glimpse.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include "feed/whole.hpp"

namespace maintkit {
namespace test {

struct feed_row {
  std::string_view document;
  std::string_view releases;
};

inline std::string line_of(const feed::release& one) {
  std::string out = one.version + '|' + one.tag + '|' + one.title + '|';
  out += (one.date ? time::to_rfc3339(one.date->at) : "-") + '|' + (one.link.empty() ? "-" : one.link) + '|';
  for (const feed::flag& f : {one.prerelease, one.draft, one.yanked, one.deprecated}) {
    out += f == feed::tri::yes ? 'y' : f == feed::tri::no ? 'n' : '?';
    CHECK(f.from.empty() == (f == feed::tri::unknown));
  }
  out += '|' + one.requires_runtime + '|' + one.severity;
  for (std::size_t i = 0; i < one.assets.size(); ++i) {
    const feed::asset& a = one.assets[i];
    out += (i == 0 ? "" : ";") + a.name + ',' + a.url + ',' + (a.size ? std::to_string(*a.size) : "-") + ',';
    for (const feed::digest& d : a.digests) out += (&d == &a.digests[0] ? "" : " ") + d.algorithm + '=' + d.value;
  }
  return out;
}

template <std::size_t N>
void check_rows(const feed_row (&rows)[N], feed::read_format read, feed::format kind) {
  for (const feed_row& r : rows) {
    CAPTURE(r.document);
    const auto doc = whole(r.document, kind, read);
    REQUIRE_MESSAGE(doc, doc.error().expected, " at ", doc.error().offset);
    std::string told;
    for (const feed::release& one : doc->releases) told += (told.empty() ? "" : "\n") + line_of(one);
    CHECK(told == r.releases);
  }
}

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_FEED_ROWS_HPP
