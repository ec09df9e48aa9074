// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The lines of a document, for formats that have one record in each.
//
//   line_source in(from);
//   for (std::string_view line; in.next(line);) …
#ifndef MAINTKIT_FEED_LINES_HPP
#define MAINTKIT_FEED_LINES_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/reading.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

class line_source {
 public:
  explicit line_source(reading& from) : reading_(from) {}

  // The next line without its newline, which must be there: a document that was cut inside a line is incomplete. False
  // at the end, and after a failure.
  bool next(std::string_view& line);
  // Where that line began.
  std::size_t offset() const { return start_; }

 private:
  bool failed(errc code, const char* expected, std::size_t length) {
    return reading_.fail({code, expected, start_ + length, 0});
  }

  reading& reading_;
  std::string_view rest_;
  std::string held_;  // a line's beginning, from earlier chunks
  std::size_t start_ = 0;
  std::size_t next_start_ = 0;
};

// ---------------------------------------------------------------------------------------------------------------------

inline bool line_source::next(std::string_view& line) {
  held_.clear();
  start_ = next_start_;
  for (;;) {
    const std::size_t stop = rest_.find('\n');
    const std::string_view piece = rest_.substr(0, stop);
    next_start_ += piece.size() + (stop != std::string_view::npos);
    if (next_start_ > reading_.most().bytes) return failed(errc::limit, "a smaller document", 0);
    // A reference of git's is a path of at most 4,096 bytes, behind a hash.
    if (held_.size() + piece.size() > reading_.most().field + 128) return failed(errc::limit, "a shorter line", 0);
    if (stop != std::string_view::npos) {
      rest_.remove_prefix(stop + 1);
      line = held_.empty() ? piece : std::string_view(held_ += piece);
      return true;
    }
    held_ += piece;
    rest_ = reading_.chunk();
    if (!rest_.empty()) continue;
    return held_.empty() || !reading_.good() ? false : failed(errc::incomplete, "a newline", held_.size());
  }
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_LINES_HPP
