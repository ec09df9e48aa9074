// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The releases of pretalx with their days and kinds, from its public changelog: real input for the demo, which reads no
// network.
#ifndef MAINTKIT_PROGRAM_DEMO_RELEASES_HPP
#define MAINTKIT_PROGRAM_DEMO_RELEASES_HPP

#include <maintkit/feed/release.hpp>
#include <maintkit/time.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

struct published {
  std::string_view version;
  std::string_view day;
  std::string_view kind;
};

inline constexpr published demo_releases[] = {
    {"2026.2.1", "2026-07-08", "bugfix"},   {"2026.2.0", "2026-07-08", "feature"},
    {"2026.1.2", "2026-04-30", "security"}, {"2026.1.1", "2026-04-18", "bugfix"},
    {"2026.1.0", "2026-04-17", "feature"},  {"2025.2.2", "2025-12-05", "bugfix"},
    {"2025.2.1", "2025-12-03", "bugfix"},   {"2025.2.0", "2025-11-30", "feature"},
    {"2025.1.0", "2025-05-28", "feature"},  {"2024.3.1", "2024-10-27", "bugfix"},
    {"2024.3.0", "2024-10-21", "feature"},  {"2024.2.1", "2024-08-07", "bugfix"},
    {"2024.2.0", "2024-08-06", "feature"},  {"2024.1.0", "2024-02-16", "feature"},
    {"2023.1.3", "2023-09-16", "feature"},  {"2023.1.1", "2023-09-16", "bugfix"},
    {"2023.1.0", "2023-08-30", "feature"},  {"2.3.1", "2021-12-26", "security"},
    {"2.3.0", "2021-12-24", "feature"},     {"2.2.0", "2021-08-15", "feature"},
    {"2.1.1", "2021-01-16", "feature"},     {"2.1.0", "2021-01-16", "feature"},
    {"2.0.0", "2020-12-24", "feature"},     {"1.1.2", "2020-01-10", "bugfix"},
    {"1.1.1", "2020-01-10", "bugfix"},      {"1.1.0", "2019-12-21", "feature"},
    {"1.0.4", "2019-10-15", "bugfix"},      {"1.0.3", "2019-06-27", "bugfix"},
    {"1.0.2", "2019-06-07", "security"},    {"1.0.1", "2019-06-03", "security"},
    {"1.0.0", "2019-06-02", "feature"},     {"0.9.0", "2018-12-21", "feature"},
    {"0.8.0", "2018-09-23", "feature"},     {"0.7.1", "2018-06-19", "bugfix"},
    {"0.7.0", "2018-06-19", "feature"},     {"0.6.1", "2018-05-15", "bugfix"},
    {"0.6.0", "2018-05-06", "feature"},     {"0.5.0", "2018-03-07", "feature"},
    {"0.4.1", "2018-02-05", "bugfix"},      {"0.4.0", "2018-02-04", "feature"},
    {"0.3.1", "2018-01-18", "bugfix"},      {"0.3.0", "2018-01-17", "feature"},
    {"0.2.2", "2017-12-11", "bugfix"},      {"0.2.1", "2017-12-06", "feature"},
    {"0.2.0", "2017-12-01", "feature"},     {"0.1.0", "2017-11-01", "feature"},
};

// The same as the records that a feed is read into.
inline std::vector<feed::release> releases_of_demo() {
  std::vector<feed::release> out;
  for (const published& row : demo_releases) {
    feed::release one;
    one.version = row.version;
    one.tag = "v" + one.version;
    if (const auto day = time::parse_date(row.day)) one.date = *day;
    if (row.kind == "security") one.severity = row.kind;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_DEMO_RELEASES_HPP
