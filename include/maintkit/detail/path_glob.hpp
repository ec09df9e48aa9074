// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Paths with "*" and "?" in them, as a shell takes them: inside one name, and a leading dot only where the pattern has
// one.
//
//   expand_path("/srv/*/lib/python3*/site-packages")
#ifndef MAINTKIT_DETAIL_PATH_GLOB_HPP
#define MAINTKIT_DETAIL_PATH_GLOB_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/detail/pattern.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <cerrno>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// The paths that are there and fit, in byte order; a path without "*" and "?" is given back if it is there. Directories
// that can't be read are an error: "nothing fits" would be a guess.
result<std::vector<std::string>> expand_path(const std::string& pattern);

constexpr bool is_path_pattern(std::string_view path) { return path.find_first_of("*?") != std::string_view::npos; }

// ---------------------------------------------------------------------------------------------------------------------

inline constexpr std::size_t most_paths = 10000;

inline result<void> expand_name(const std::string& folder, std::string_view pattern, std::vector<std::string>& found) {
  const auto directory = open_directory(folder.empty() ? "/" : folder);
  if (!directory) return directory.error().code == errc::missing ? result<void>() : directory.error();
  const auto names = names_in(directory->get(), most_paths, folder);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    if ((name[0] == '.') != (pattern[0] == '.') || !glob_matches(pattern, name)) continue;
    found.push_back(folder);
    found.back().append(1, '/').append(name);
  }
  return {};
}

inline result<std::vector<std::string>> expand_path(const std::string& pattern) {
  std::vector<std::string> paths{""};
  if (pattern.empty() || pattern[0] != '/') return error(errc::invalid, pattern, "is not an absolute path");
  for (std::string_view rest = std::string_view(pattern).substr(1); !rest.empty();) {
    const std::string_view name = take_until(rest, '/');
    if (name.empty()) continue;
    std::vector<std::string> next;
    for (const std::string& path : paths) {
      if (!is_path_pattern(name)) {
        next.push_back(path + '/' + std::string(name));
      } else if (auto fine = expand_name(path, name, next); !fine) {
        return fine.error();
      }
    }
    if (next.size() > most_paths) return error(errc::limit, pattern, "fits too many paths");
    paths = std::move(next);
  }
  std::vector<std::string> there;
  for (std::string& path : paths) {
    if (path.empty()) path = "/";
    if (::access(path.c_str(), F_OK) == 0) {
      there.push_back(std::move(path));
    } else if (errno != ENOENT && errno != ENOTDIR) {
      return system_error(errno, path);
    }
  }
  return there;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_PATH_GLOB_HPP
