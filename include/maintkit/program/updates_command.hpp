// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The `updates` group: which releases there are, whether one is an update for this installation, and the way there.
#ifndef MAINTKIT_PROGRAM_UPDATES_COMMAND_HPP
#define MAINTKIT_PROGRAM_UPDATES_COMMAND_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/detail/pattern.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/range_input.hpp>
#include <maintkit/program/version_input.hpp>
#include <maintkit/time.hpp>
#include <maintkit/update.hpp>
#include <maintkit/version.hpp>
#include <maintkit/xml.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option format_option = {"--format", 0, "FORMAT",
                                         "how to read it: pypi, github, rss …; told by how it begins"};
inline constexpr option lenient_option = {"--lenient", 0, "",
                                          "forgive in XML what browsers forgive: &nbsp;, a lone &, unclosed tags"};
inline constexpr option include_option = {
    "--include", 0, "PATTERN",
    "a glob, or /a regular expression/: take only releases whose tag, title or version fits one", occurs::any_number};
inline constexpr option exclude_option = {"--exclude", 0, "PATTERN",
                                          "take no release whose tag, title or version fits one", occurs::any_number};
inline constexpr option version_pattern_option = {
    "--version-pattern", 0, "PATTERN",
    "the version in a tag, title or file name: what the groups, or each * of a glob, take, joined with dots"};
inline constexpr option installed_option = {"--installed", 0, "V", "the version that is installed", occurs::required};
inline constexpr option prereleases_option = {"--prereleases", 0, "", "take prereleases too"};
inline constexpr option min_age_option = {"--min-age", 0, "D", "take only what is so long out: 7d, 36h"};
inline constexpr option asset_option = {"--require-asset", 0, "GLOB", "take only what has a file of such a name",
                                        occurs::any_number};

inline constexpr option updates_list_options[] = {
    {"--scheme", 's', "SCHEME", "order by version: semver, calver, pep440, deb, rpm or generic"},
    include_option,
    exclude_option,
    version_pattern_option,
    format_option,
    lenient_option,
};
inline constexpr option updates_check_options[] = {
    installed_option,
    scheme_option,
    prereleases_option,
    match_option,
    min_age_option,
    asset_option,
    {"--exit-code", 0, "", "exit 100 for an update, 101 for a security update"},
    include_option,
    exclude_option,
    version_pattern_option,
    format_option,
    lenient_option,
};
inline constexpr option updates_path_options[] = {
    installed_option,       scheme_option,  {"--to", 0, "V", "where to go; the newest release that may be taken"},
    prereleases_option,     match_option,   min_age_option,
    asset_option,           include_option, exclude_option,
    version_pattern_option, format_option,  lenient_option,
};
int updates_list(const arguments& a, context& c);
int updates_check(const arguments& a, context& c);
int updates_path(const arguments& a, context& c);

inline constexpr verb updates_verbs[] = {
    {"updates", "list", "FILE|-", "Print every release of a feed, newest first: version, date and what is said of it.",
     updates_list_options, 1, 1, "Newest is by date, and with -s by version. What has neither comes last.",
     &updates_list},
    {"updates", "check", "FILE|-…", "Is there an update for the installed version, of which kind, and why?",
     updates_check_options, 1, any,
     "Several feeds are read as one: what one says of a version the others need not.\n"
     "Exit 0 answered; with --exit-code 0 up to date, 100 update, 101 security update.",
     &updates_check},
    {"updates", "path", "FILE|-",
     "Print the releases to install in order, one a line, if no release line may be skipped.", updates_path_options, 1,
     1,
     "The last release of each line, and nothing if there is nowhere to go.\n"
     "Exit 1 if the version to go to is not in the feed, 4 if it may not be taken.",
     &updates_path},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// Sources that are read through the network, by how they begin.
inline bool is_remote(std::string_view source) {
  if (source.find("://") != std::string_view::npos) return true;
  for (const std::string_view begin : {"pypi:", "github:", "gitlab:", "npm:", "crates:", "pretalx:"}) {
    if (maintkit::detail::starts_with(source, begin)) return true;
  }
  return false;
}

// A file, or standard input, in pieces; what went wrong with it is kept.
class source_chunks final : public feed::chunks {
 public:
  source_chunks(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)), piece_(size, 0) {}

  parsed<std::string_view> next() override {
    const auto n = maintkit::detail::read_some(descriptor_, piece_.data(), piece_.size(), name_);
    if (n) return std::string_view(piece_.data(), *n);
    failure = n.error();
    return parse_error{errc::io, "more bytes", 0, 0};
  }
  std::optional<error> failure;

 private:
  static constexpr std::size_t size = std::size_t{32} * 1024;

  int descriptor_;
  std::string name_;
  std::string piece_;
};

inline result<std::optional<feed::format>> format_given(const arguments& a) {
  const auto name = a.get("--format");
  if (!name) return std::optional<feed::format>();
  if (const auto known = feed::format_of(*name)) return known;
  std::string why = "unknown format " + std::string(*name) + ", known:";
  for (const std::string_view known : feed::format_names) why.append(" ").append(known);
  return usage_error(*a.what, std::move(why));
}

inline result<std::vector<maintkit::detail::pattern>> patterns_given(const arguments& a, std::string_view option) {
  std::vector<maintkit::detail::pattern> out;
  for (const std::string_view text : a.all(option)) {
    auto read = maintkit::detail::pattern::parse(text);
    if (!read) return error(read.error(), std::string(option), text);
    out.push_back(*std::move(read));
  }
  return out;
}

// How to read a feed, by the options that all verbs have.
inline result<feed::request> request_given(const arguments& a) {
  feed::request out;
  const auto kind = format_given(a);
  if (!kind) return kind.error();
  out.kind = *kind;
  if (a.has("--lenient")) out.how = xml::mode::lenient;
  auto include = patterns_given(a, "--include");
  auto exclude = patterns_given(a, "--exclude");
  auto version = patterns_given(a, "--version-pattern");
  for (const auto* given : {&include, &exclude, &version}) {
    if (!*given) return given->error();
  }
  out.which.include = *std::move(include);
  out.which.exclude = *std::move(exclude);
  if (!version->empty()) out.which.version = std::move(version->front());
  return out;
}

// One source, read as it comes, into `to`. An error names the source.
inline result<feed::summary> read_feed_into(std::string_view source, const feed::request& how, feed::collected& to,
                                            context& c) {
  const bool standard_input = source == "-";
  const std::string name = standard_input ? "standard input" : std::string(source);
  if (!standard_input && is_remote(source)) {
    return error(errc::unsupported, name, "only a file or - is read; fetch it first, as with curl -o FILE");
  }
  auto file = standard_input ? result<maintkit::detail::unique_fd>(maintkit::detail::unique_fd())
                             : maintkit::detail::open_file(name, O_RDONLY);
  if (!file) return file.error();
  source_chunks from(standard_input ? c.input : file->get(), name);
  auto done = feed::read(from, to, how);
  if (from.failure) return *std::move(from.failure);
  if (!done) {
    error e = done.error();
    e.what = name + ": " + e.what;
    return e;
  }
  to.apply_fixes();
  return done;
}

inline result<feed::document> read_feed(std::string_view source, const feed::request& how, context& c) {
  feed::collected all;
  auto read = read_feed_into(source, how, all, c);
  if (!read) return read.error();
  return feed::document{read->kind, std::move(all.releases), std::move(read->next_page)};
}

// Releases whose files are text already, if they are wanted at all: that takes a third of the memory.
class listed final : public feed::collected {
 public:
  explicit listed(bool with_assets) : with_assets_(with_assets) {}
  std::vector<std::string> assets;

  bool take(feed::release one) override {
    if (with_assets_) assets.emplace_back(std::string_view(feed::assets_to_json(one)));  // as short as it can be
    std::vector<feed::asset>().swap(one.assets);
    return collected::take(std::move(one));
  }

 private:
  bool with_assets_;
};

// All sources of a verb as one list.
inline result<std::vector<feed::release>> read_feeds(const arguments& a, version::scheme scheme, context& c) {
  const auto how = request_given(a);
  if (!how) return how.error();
  std::vector<feed::release> all;
  for (const std::string_view source : a.operands) {
    auto doc = read_feed(source, *how, c);
    if (!doc) return doc.error();
    std::move(doc->releases.begin(), doc->releases.end(), std::back_inserter(all));
  }
  if (a.operands.size() > 1) feed::merge(all, scheme);
  return all;
}

// `wanted` holds the range of --match, and must outlive the policy.
inline result<update::policy> policy_given(const arguments& a, range_text& wanted) {
  const auto scheme = scheme_given(a);
  if (!scheme) return scheme.error();
  update::policy rules{*scheme};
  rules.prereleases = a.has("--prereleases");
  if (const auto age = a.get("--min-age")) {
    const auto length = time::parse_duration(*age);
    if (!length) return error(length.error(), "--min-age", *age);
    rules.min_age = *length;
  }
  if (const auto range = a.get("--match")) {
    if (const auto read = read_range(wanted, *scheme, *range, a); !read) return read.error();
    rules.match = &wanted.set;
  }
  for (const std::string_view glob : a.all("--require-asset")) rules.require_assets.emplace_back(glob);
  return rules;
}

inline void print_releases(feed::format kind, const listed& all, const std::vector<std::size_t>& order, context& c) {
  if (c.quiet) return;
  if (c.json) {
    c.out << R"({"schema":1,"format":")" << feed::to_string(kind) << R"(","releases":[)";
    std::string_view separator = "";
    for (const std::size_t i : order) {
      c.out << std::exchange(separator, ",") << feed::to_json(all.releases[i], all.assets[i]);
    }
    c.out << "]}\n";
    return;
  }
  std::size_t width = 0;
  for (const feed::release& one : all.releases) width = (std::max)(width, maintkit::detail::columns(one.version));
  for (const std::size_t i : order) c.out << feed::to_text(all.releases[i], (std::min)(width, std::size_t{32}));
}

inline int kind_status(const update::assessment& of) {
  if (!of.update) return 0;
  return of.kind == update::kind::security ? 101 : 100;
}

inline void print_route(const update::route& of, context& c) {
  if (c.quiet) return;
  if (c.json) {
    c.out << update::to_json(of) << '\n';
    return;
  }
  for (const update::hop& one : of.hops) {
    c.out << maintkit::detail::shown(one.to->version) << '\n';
    c.err << "maintkit: " << maintkit::detail::shown(one.to->version) << ": " << one.reason << '\n';
  }
  if (of.hops.empty()) c.err << "maintkit: " << of.installed << ": there is nowhere to go\n";
}

}  // namespace detail

inline int updates_list(const arguments& a, context& c) {
  auto how = detail::request_given(a);
  if (!how) return fail(c, how.error());
  how->assets = c.json;
  std::optional<version::scheme> scheme;
  if (a.has("--scheme")) {
    const auto given = scheme_given(a);
    if (!given) return fail(c, given.error());
    scheme = *given;
  }
  detail::listed all(c.json);
  const auto read = detail::read_feed_into(a.operands[0], *how, all, c);
  if (!read) return fail(c, unreadable(read.error()));
  detail::print_releases(read->kind, all, feed::newest_order(all.releases, scheme), c);
  return 0;
}

inline int updates_check(const arguments& a, context& c) {
  range_text wanted;
  const auto rules = detail::policy_given(a, wanted);
  if (!rules) return fail(c, rules.error());
  const auto releases = detail::read_feeds(a, rules->scheme, c);
  if (!releases) return fail(c, unreadable(releases.error()));
  const auto found = update::assess(*a.get("--installed"), *releases, *rules, c.now);
  if (!found) return fail(c, found.error());
  if (!c.quiet) c.out << (c.json ? update::to_json(*found) + '\n' : update::to_text(*found));
  return a.has("--exit-code") ? detail::kind_status(*found) : 0;
}

inline int updates_path(const arguments& a, context& c) {
  range_text wanted;
  const auto rules = detail::policy_given(a, wanted);
  if (!rules) return fail(c, rules.error());
  const auto releases = detail::read_feeds(a, rules->scheme, c);
  if (!releases) return fail(c, unreadable(releases.error()));
  const auto way = update::path(*a.get("--installed"), a.get("--to").value_or(""), *releases, *rules, c.now);
  if (!way) return fail(c, way.error());
  detail::print_route(*way, c);
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_UPDATES_COMMAND_HPP
