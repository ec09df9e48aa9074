// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What the command knows of the world, handed to every verb: where results and talk go, the clock, the environment.
// main() fills it once; a test fills it by hand and reads the collected text.
#ifndef MAINTKIT_PROGRAM_CONTEXT_HPP
#define MAINTKIT_PROGRAM_CONTEXT_HPP

#include <maintkit/error.hpp>
#include <maintkit/time.hpp>

#include <cerrno>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

// Text on its way to a descriptor, in pieces of 64 KiB. Without a descriptor everything is kept in `text`.
struct output {
  int descriptor = -1;
  std::string text;
  bool broken = false;  // a write failed: the rest is dropped, and the exit status says so
  bool muted = false;   // nothing is taken: -q

  output& operator<<(std::string_view more);
  output& operator<<(char c) { return *this << std::string_view(&c, 1); }
  void flush();
};

struct context {
  output out;                                // results
  output err;                                // talk
  int input = -1;                            // read only where "-" is given
  time::instant now;                         // read once, by main
  const char* const* environment = nullptr;  // "NAME=value" …, ended by a null pointer
  bool terminal = false;                     // talk goes to a terminal: progress may be drawn
  bool json = false;                         // --json
  bool quiet = false;                        // -q
};

// The value of an environment variable, if it is set (perhaps to nothing).
std::optional<std::string_view> variable(const context& c, std::string_view name);

// Prints "maintkit: WHAT: WHY" (never silenced: an error must be seen), answers the exit status of the error's code.
int fail(context& c, const error& e);

// The same error as of input that can't be read: exit status 2, where 1 would mean "no".
error unreadable(error e);

// Standard input to its end, for "-". An input past `limit` bytes is an error, not a cut.
result<std::string> read_input(context& c, std::size_t limit);

// ---------------------------------------------------------------------------------------------------------------------

inline output& output::operator<<(std::string_view more) {
  if (!muted) text += more;
  if (descriptor >= 0 && text.size() >= std::size_t{64} * 1024) flush();
  return *this;
}

inline void output::flush() {
  if (descriptor < 0) return;
  std::string_view rest = text;
  while (!rest.empty() && !broken) {
    const ssize_t n = ::write(descriptor, rest.data(), rest.size());
    if (n >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno != EINTR) {
      broken = true;
    }
  }
  text.clear();
}

inline std::optional<std::string_view> variable(const context& c, std::string_view name) {
  for (const char* const* entry = c.environment; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view line = *entry;
    if (line.size() > name.size() && line[name.size()] == '=' && line.substr(0, name.size()) == name) {
      return line.substr(name.size() + 1);
    }
  }
  return std::nullopt;
}

inline int fail(context& c, const error& e) {
  c.err << "maintkit: " << render(e);
  return exit_status(e.code);
}

inline error unreadable(error e) {
  if (exit_status(e.code) == 1) e.code = errc::invalid;
  return e;
}

inline result<std::string> read_input(context& c, std::size_t limit) {
  std::string text;
  char piece[std::size_t{16} * 1024];
  for (;;) {
    const ssize_t n = ::read(c.input, piece, sizeof piece);
    if (n == 0) return text;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return error(errc::invalid, "standard input", "can't be read");
    if (text.size() + static_cast<std::size_t>(n) > limit) {
      return error(errc::limit, "standard input", "is longer than " + std::to_string(limit) + " bytes");
    }
    text.append(piece, static_cast<std::size_t>(n));
  }
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_CONTEXT_HPP
