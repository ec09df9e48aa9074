// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any bytes as a policy, a pattern and a name, lines of backups, or a record in the trash: an error that points into
// them, or a value that reads back the same; and any backups under any policy can be planned and explained. The first
// byte says which.
#include <maintkit/program/rotate_input.hpp>
#include <maintkit/rotation.hpp>
#include <maintkit/rotation/trash.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

void demand(bool held) {
  if (!held) __builtin_trap();
}

void policy_text(std::string_view text, dialect d) {
  const auto p = parse_policy(text, d);
  if (!p) {
    demand(p.error().offset + p.error().length <= text.size());
    return;
  }
  const std::string normal = to_string(*p);
  if (is_empty(*p)) return;
  const auto again = parse_policy(normal, d);
  demand(static_cast<bool>(again) && to_string(*again) == normal);
}

void pattern_and_name(std::string_view text) {
  const std::string_view pattern = maintkit::detail::take_until(text, '\n');
  const auto p = name_pattern::parse(pattern);
  if (!p) {
    demand(p.error().offset + p.error().length <= pattern.size());
    return;
  }
  const auto at = p->match(text, time::zone::utc());
  if (at) demand(text.size() + 9 >= pattern.size() - 2 && at->nanoseconds == 0);
  match_set_name(text);
}

// A policy on the first line, then backups.
void backups(std::string_view text, dialect d) {
  const std::string_view rules = maintkit::detail::take_until(text, '\n');
  const auto keep = parse_policy(rules, d);
  listing found;
  const auto read = program::detail::read_lines(text, found);
  if (!keep || !read || found.backups.size() > 200) return;
  const time::instant now{1'783'512'000, 0};
  const decisions made = plan(found.backups, *keep, now, time::zone::utc());
  explainer each(found.backups, *keep, made, now, time::zone::utc());
  std::size_t count = 0;
  for (explanation e; each.next(e); ++count) {
    demand(e.keep == made.keeps(e.backup) && !to_text(e, *keep, time::zone::utc()).empty());
  }
  demand(count == found.backups.size() && made.removed <= count);
  if (d == dialect::maintkit && count > 0) demand(made.removed < count);
}

void records(std::string_view text) {
  const auto journal = rotation::detail::parse_journal(text);
  if (!journal) return;
  for (const auto& entry : *journal) demand(!entry.name.empty() && entry.name.find('/') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const auto d = static_cast<dialect>(bytes[0] / 4 % dialect_count);
  switch (bytes[0] % 4) {
    case 0:
      policy_text(text, d);
      break;
    case 1:
      pattern_and_name(text);
      break;
    case 2:
      backups(text, d);
      break;
    default:
      records(text);
      static_cast<void>(rotation::detail::parse_last_run(text));
      break;
  }
  return 0;
}
