// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Lines "NOTATION POLICY <TAB> VERSION <TAB> RANGE" to "in", "out" or "bad". Each range is printed and
// read back, and the answer must stay.

#include <maintkit/range.hpp>
#include <maintkit/version.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace {

using maintkit::range::notation;
using maintkit::range::prereleases;
using maintkit::version::scheme;

scheme scheme_of(notation n) {
  switch (n) {
    case notation::pep440:
      return scheme::pep440;
    case notation::deb:
      return scheme::deb;
    case notation::rpm:
      return scheme::rpm;
    default:
      return scheme::semver;
  }
}

std::string answer(std::string_view line) {
  using maintkit::detail::take_until;
  const notation n = *maintkit::range::notation_of(take_until(line, ' '));
  const std::string_view word = take_until(line, '\t');
  const std::string_view version = take_until(line, '\t');
  const auto v = maintkit::version::parse(scheme_of(n), version);
  const auto policy = word == "include"   ? prereleases::include
                      : word == "exclude" ? prereleases::exclude
                                          : prereleases::by_notation;
  const auto r = maintkit::range::parse(n, scheme_of(n), line, policy);
  if (!v || !r) return "bad";
  const auto text = maintkit::range::to_string(*r, n, policy);
  const auto back = text ? maintkit::range::parse(n, scheme_of(n), *text, policy) : r;
  if (!back || back->has(*v) != r->has(*v)) return "printed wrongly: " + *text;
  return r->has(*v) ? "in" : "out";
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << '\n';
}
