// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/xml.hpp>

#include <string>
#include <vector>

#include <dirent.h>

#include "support.hpp"

using namespace maintkit::xml;

namespace {

std::vector<std::string> xml_files_in(const std::string& folder) {
  std::vector<std::string> out;
  DIR* const listing = ::opendir(folder.c_str());
  if (listing == nullptr) return out;
  while (const dirent* const entry = ::readdir(listing)) {
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    const std::string path = folder + "/" + name;
    if (name.size() > 4 && name.substr(name.size() - 4) == ".xml") {
      out.push_back(path);
    } else {
      for (std::string& inner : xml_files_in(path)) out.push_back(std::move(inner));
    }
  }
  ::closedir(listing);
  return out;
}

}  // namespace

// What is well-formed to the strict reader must read the same in lenient mode.
TEST_CASE("lenient mode takes all that strict mode takes, and more") {
  std::size_t strict = 0;
  std::size_t lenient = 0;
  std::size_t files = 0;
  for (const char* folder : {"corpora/gofeed", "corpora/sparkle", "corpora/appstream"}) {
    const std::string path = maintkit::test::shared(folder);
    if (path.empty()) continue;
    for (const std::string& file : xml_files_in(path)) {
      const std::string text = maintkit::test::read_text(file);
      CAPTURE(file);
      const bool well_formed = static_cast<bool>(validate(text));
      const bool readable = static_cast<bool>(validate(text, mode::lenient));
      CHECK((readable || !well_formed));
      ++files;
      strict += well_formed;
      lenient += readable;
    }
  }
  if (files != 0) MESSAGE(files << " files, " << strict << " well-formed, " << lenient << " readable");
}
