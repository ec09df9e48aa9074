// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A first byte for the scheme and one for the notation, then "VERSION<newline>RANGE<newline>RANGE".

#include <maintkit/detail/scan.hpp>
#include <maintkit/range.hpp>
#include <maintkit/range/explain.hpp>
#include <maintkit/version.hpp>
#include <maintkit/version/bump.hpp>
#include <maintkit/version/convert.hpp>
#include <maintkit/version/explain.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace range = maintkit::range;
namespace version = maintkit::version;

void check(bool good) {
  if (!good) std::abort();
}

void check_version(const version::value& v, std::string_view other) {
  for (const version::scheme to : version::schemes) {
    const auto made = version::convert(v, to);
    if (made) check(static_cast<bool>(version::parse(to, made->text)));
  }
  for (int kind = 0; kind < 10; ++kind) {
    const auto next = version::bump(v, static_cast<version::bump_kind>(kind), {{}, 2026});
    if (next) check(static_cast<bool>(version::parse(v.in(), *next)));
  }
  const auto b = version::parse(v.in(), other);
  if (b) check(version::explain(v, *b).order == version::compare(v, *b));
}

void check_range(range::notation n, const version::value& v, std::string_view text, const version::range& r) {
  check((r.release_optional() || (!r).has(v) != r.has(v)) && simplest(r).has(v) == r.has(v) && is_empty(r & !r));
  std::string room;
  const auto e = range::explain(n, v, text, range::prereleases::by_notation, &room);
  check(e && e->in == r.has(v) && !range::to_text(*e).empty());
  const auto printed = range::to_string(r, n);
  if (!printed) return;
  std::string again;
  const auto back = range::parse(n, v.in(), *printed, range::prereleases::by_notation, &again);
  check(back && back->has(v) == r.has(v));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const version::scheme s = version::schemes[data[0] % 6];
  const auto n = data[1] % 2 == 0   ? range::native(s)
                 : data[1] % 4 == 1 ? range::notation::vers
                                    : range::notation::cargo;
  if (!range::fits(n, s)) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::string_view version_text = maintkit::detail::take_until(rest, '\n');
  const std::string_view a = maintkit::detail::take_until(rest, '\n');
  std::string room_a;
  std::string room_b;
  const auto x = range::parse(n, s, a, range::prereleases::by_notation, &room_a);
  const auto y = range::parse(n, s, rest, range::prereleases::include, &room_b);
  if (!x) check(x.error().offset + x.error().length <= a.size());
  static_cast<void>(range::suggest(n, s, a));
  const auto v = version::parse(s, version_text);
  if (!v) return 0;
  check_version(*v, a);
  if (x) check_range(n, *v, a, *x);
  if (!x || !y || x->release_optional()) return 0;
  check((*x & *y).has(*v) == (x->has(*v) && y->has(*v)) && (*x | *y).has(*v) == (x->has(*v) || y->has(*v)));
  return 0;
}
