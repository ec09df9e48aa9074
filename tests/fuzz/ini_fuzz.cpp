// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any bytes as an INI file, as a recipe and as an upgrade's target: read, or an error that points into them. A target
// that is read is one word that is no option, and is read again as the same.
#include <maintkit/backup/recipe.hpp>
#include <maintkit/detail/ini.hpp>
#include <maintkit/upgrade/requirement.hpp>

#include <cstddef>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace maintkit;
  const auto demand = [](bool held) {
    if (!held) __builtin_trap();
  };
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto file = detail::parse_ini(text);
  if (file) {
    for (const detail::ini_entry& e : file->entries) {
      demand(!e.section.empty() && !e.key.empty() && e.offset < size);
      demand(file->find(e.section, e.key) == &e);
    }
  } else {
    demand(file.error().offset <= size && file.error().expected[0] != '\0');
    demand(render(detail::line_error(file.error(), "file", text)).size() < 1000);
  }
  const auto recipe = backup::parse_recipe(text, "recipe");
  demand(recipe ? !recipe->name.empty() && !recipe->scheme.empty() : !recipe.error().why.empty());
  const auto target = upgrade::parse_requirement(text, "example", {"postgres"});
  if (target) {
    const std::string word = upgrade::to_string(*target);
    demand(word.substr(0, 17) == "example[postgres]" || word.substr(0, 8) == "example[");
    demand(word.find_first_of("\n'\"\\$`;&|<>") == std::string::npos);
    const auto again = upgrade::parse_requirement(word, "example", {});
    demand(again && upgrade::to_string(*again) == word);
  }
  return 0;
}
