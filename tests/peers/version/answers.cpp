// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// maintkit's answers, for tests/peers/version/run to hold against other tools'; and the answers of libdpkg, libapt-pkg
// and librpm, which are asked here, where they are compiled in.
//
//   answers pairs SCHEME SEED COUNT    "A<TAB>B<TAB>sign" of valid versions
//   answers texts SCHEME SEED COUNT    "TEXT<TAB>normal form", or "TEXT<TAB>" for what is none
//   answers keys SCHEME SEED COUNT     "TEXT<TAB>sort key in hexadecimal"
//   answers sorted SCHEME              reads versions; exit 1 if one is greater than the next
//   answers deb|rpm SEED COUNT         random and exhaustive pairs, against the libraries; exit 1 if one differs
#include <maintkit/version.hpp>

#include <support.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

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

namespace {

namespace version = maintkit::version;
using maintkit::test::random;
using version::scheme;

// What versions of each scheme are made of.
struct grammar {
  std::vector<std::string_view> starts, pieces;
};

const grammar& grammar_of(scheme s) {
  static const grammar all[] = {
      {{"1.0.0", "1.0.0-", "1.0.0+", "0.1.2-rc.", "2025.1.0-"},
       {"0", "1", "9", "10", "01", ".", ".", "-", "+", "a", "A", "rc", "beta", "0a", "18446744073709551616"}},
      {{"2025.1.0", "v2025.2", "2.3.1", "2024.12."}, {"0", "1", "10", "02", ".", "rc", "dev", "a", "b", "-", "v"}},
      {{"1.0", "1", "1!1", "v1.2", " 1.0", "0.0", "2025.02.1"},
       {"0",
        "1",
        "10",
        "007",
        ".",
        ".",
        "-",
        "_",
        "+",
        "a",
        "B",
        "rc",
        "c",
        "alpha",
        "preview",
        "post",
        "rev",
        "r",
        "dev",
        "x",
        "!",
        " ",
        "99999999999999999999"}},
      {{"1.0", "1:1.0", "1.0-1", "0", "2.0~rc1", "1.0+dfsg"},
       {"0", "1", "10", "00", ".", ".", "-", "+", "~", ":", "a", "Z", "deb", "bpo", "99999999999999999999", "_", " "}},
      {{"1.0", "1:1.0-1", "1.0-1.fc40", "0", "1.0~rc1", "1.0^git1"},
       {"0", "1", "10", "00", ".", ".", "-", "+", "~", "^", ":", "a", "Z", "fc", "el", "99999999999999999999", "_"}},
      {{"1.0", "v1", "", "0.9"},
       {"0", "1", "10", ".", "-", "a", "Z", "rc", "alpha", "post", "pl", "patch", "git", "pre"}},
  };
  return all[static_cast<std::size_t>(s)];
}

std::string random_text(scheme s, random& r) {
  const grammar& g = grammar_of(s);
  std::string text(g.starts[r.below(g.starts.size())]);
  const std::size_t more = r.below(r.once_in(10) ? 20 : 6);
  for (std::size_t i = 0; i < more; ++i) text += g.pieces[r.below(g.pieces.size())];
  return text;
}

std::string random_version(scheme s, random& r) {
  for (;;) {
    std::string text = random_text(s, r);
    if (version::parse(s, text)) return text;
  }
}

// Near `text`: one piece more or one byte less, so that most pairs differ late.
std::string neighbour(scheme s, const std::string& text, random& r) {
  const grammar& g = grammar_of(s);
  for (int attempt = 0; attempt < 8; ++attempt) {
    std::string other = text;
    if (r.once_in(2) && !other.empty()) {
      other.erase(r.below(other.size()), 1);
    } else {
      other.insert(r.below(other.size() + 1), g.pieces[r.below(g.pieces.size())]);
    }
    if (version::parse(s, other)) return other;
  }
  return random_version(s, r);
}

template <class Each>
void random_pairs(scheme s, std::uint64_t seed, std::size_t count, Each each) {
  random r(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string a = random_version(s, r);
    each(a, r.once_in(3) ? random_version(s, r) : neighbour(s, a, r));
  }
}

// Every text of up to `longest` characters of the alphabet.
std::vector<std::string> every_text(std::string_view alphabet, std::size_t longest) {
  std::vector<std::string> all = {""};
  for (std::size_t from = 0, length = 0; length < longest; ++length) {
    const std::size_t to = all.size();
    for (; from < to; ++from) {
      for (const char c : alphabet) all.push_back(all[from] + c);
    }
  }
  return all;
}

// By key and by text; 2 if they do not agree.
int order_of(scheme s, const std::string& a, const std::string& b) {
  const auto x = version::parse(s, a);
  const auto y = version::parse(s, b);
  const int by_key = version::compare(*x, *y);
  return by_key == maintkit::detail::rules_of(s).compare(a, b) ? by_key : 2;
}

int sign_of(int order) { return (order > 0) - (order < 0); }

struct tally {
  std::size_t asked = 0, wrong = 0;

  void hold(scheme s, const std::string& a, const std::string& b, const char* peer, int order) {
    ++asked;
    if (order_of(s, a, b) == sign_of(order)) return;
    if (++wrong <= 10) std::printf("%s: %s | %s is %d, not %d\n", peer, a.c_str(), b.c_str(), order, order_of(s, a, b));
  }
};

#ifdef HAVE_LIBDPKG
// libdpkg's version, or false where it refuses or warns; `refused` tells the two apart.
bool dpkg_reads(const std::string& text, dpkg_version& v, bool& refused) {
  dpkg_error e = DPKG_ERROR_INIT;
  const bool good = parseversion(&v, text.c_str(), &e) == 0;
  refused = !good && e.type == DPKG_MSG_ERROR;
  dpkg_error_destroy(&e);
  return good;
}

void ask_dpkg(tally& t, const std::string& a, const std::string& b) {
  dpkg_version x, y;
  bool refused = false;
  dpkg_reads(a, x, refused);
  dpkg_reads(b, y, refused);
  t.hold(scheme::deb, a, b, "libdpkg", dpkg_version_compare(&x, &y));
}

void ask_dpkg_validity(tally& t, const std::string& text) {
  dpkg_version v;
  bool refused = false;
  const bool good = dpkg_reads(text, v, refused);
  const auto read = version::parse(scheme::deb, text);
  const bool warned = read && version::warning(*read);
  ++t.asked;
  if (refused == !read && good == (read && !warned)) return;
  if (++t.wrong <= 10) std::printf("libdpkg: %s: good %d refused %d\n", text.c_str(), good, refused);
}
#endif

int compare_deb(std::uint64_t seed, std::size_t count) {
  tally t;
  (void)seed, (void)count;
#ifdef HAVE_LIBDPKG
  push_error_context();
  random r(seed + 1);
  for (std::size_t i = 0; i < count; ++i) ask_dpkg_validity(t, random_text(scheme::deb, r));
  random_pairs(scheme::deb, seed, count, [&](const auto& a, const auto& b) { ask_dpkg(t, a, b); });
  for (const std::string_view alphabet : {"01a~", "1.+-", "0:-~", "Za.0"}) {
    std::vector<std::string> all;
    for (const std::string& text : every_text(alphabet, 4)) {
      ask_dpkg_validity(t, text);
      if (version::parse(scheme::deb, text)) all.push_back(text);
    }
    for (const auto& a : all) {
      for (const auto& b : all) ask_dpkg(t, a, b);
    }
  }
  std::printf("libdpkg: %zu questions, %zu disagreements\n", t.asked, t.wrong);
#endif
#ifdef HAVE_APT
  tally apt;
  random_pairs(scheme::deb, seed + 2, count, [&](const auto& a, const auto& b) {
    // libapt reads any text; it is asked only where dpkg would read the same: no blanks, no sign before the epoch.
    if (a.find_first_of(" +-:") < 1 || b.find_first_of(" +-:") < 1 || (a + b).find(' ') != std::string::npos) return;
    apt.hold(scheme::deb, a, b, "libapt-pkg",
             debVS.debVersioningSystem::DoCmpVersion(a.data(), a.data() + a.size(), b.data(), b.data() + b.size()));
  });
  std::printf("libapt-pkg: %zu questions, %zu disagreements\n", apt.asked, apt.wrong);
  t.wrong += apt.wrong;
#endif
  return t.wrong > 0;
}

int compare_rpm(std::uint64_t seed, std::size_t count) {
  tally t;
  (void)seed, (void)count;
#ifdef HAVE_RPM
  const auto ask = [&](const std::string& a, const std::string& b) {
    rpmver x = rpmverParse(a.c_str());
    rpmver y = rpmverParse(b.c_str());
    t.hold(scheme::rpm, a, b, "librpm", rpmverCmp(x, y));
    rpmverFree(x);
    rpmverFree(y);
  };
  random_pairs(scheme::rpm, seed, count, ask);
  for (const std::string_view alphabet : {"01a~", "1.^-", "0:-~", "Za^0", "~^.1"}) {
    std::vector<std::string> all = every_text(alphabet, 4);
    all.erase(all.begin());  // the empty text is no version to rpm either
    for (const auto& a : all) {
      for (const auto& b : all) ask(a, b);
    }
  }
  std::printf("librpm: %zu questions, %zu disagreements\n", t.asked, t.wrong);
#endif
  return t.wrong > 0;
}

int print_pairs(scheme s, std::uint64_t seed, std::size_t count) {
  random_pairs(s, seed, count, [&](const std::string& a, const std::string& b) {
    std::printf("%s\t%s\t%c\n", a.c_str(), b.c_str(), "<=>?"[order_of(s, a, b) + 1]);
  });
  return 0;
}

int print_texts(scheme s, std::uint64_t seed, std::size_t count) {
  random r(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string text = random_text(s, r);
    const auto read = version::parse(s, text);
    std::printf("%s\t%s\n", text.c_str(), read ? version::to_string(*read).c_str() : "");
  }
  return 0;
}

int print_keys(scheme s, std::uint64_t seed, std::size_t count) {
  random r(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string text = random_version(s, r);
    std::printf("%s\t", text.c_str());
    for (const char c : version::sort_key(*version::parse(s, text))) std::printf("%02x", c & 0xff);
    std::printf("\n");
  }
  return 0;
}

int check_sorted(scheme s) {
  std::string last, text;
  bool first = true;
  for (int c; (c = std::getchar()) != EOF;) {
    if (c != '\n') {
      text += static_cast<char>(c);
      continue;
    }
    if (!first && version::compare(*version::parse(s, last), *version::parse(s, text)) > 0) {
      return std::printf("out of order: %s, %s\n", last.c_str(), text.c_str()), 1;
    }
    first = false;
    last.swap(text);
    text.clear();
  }
  return first;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string_view what = argv[1];
  const auto number = [&](int at) { return std::strtoull(argv[at], nullptr, 0); };
  if (argc == 4 && what == "deb") return compare_deb(number(2), number(3));
  if (argc == 4 && what == "rpm") return compare_rpm(number(2), number(3));
  const auto s = version::scheme_of(argv[2]);
  if (!s) return 2;
  if (what == "sorted") return check_sorted(*s);
  if (argc < 5) return 2;
  if (what == "keys") return print_keys(*s, number(3), number(4));
  return what == "pairs" ? print_pairs(*s, number(3), number(4)) : print_texts(*s, number(3), number(4));
}
