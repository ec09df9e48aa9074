// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A whole document through one format's reader, for tests of that format; and the same in pieces.
#ifndef MAINTKIT_TESTS_FEED_WHOLE_HPP
#define MAINTKIT_TESTS_FEED_WHOLE_HPP

#include <maintkit/feed/collect.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
namespace test {

// Every chunk is a copy of its own, so that reading it after its time is an error that a sanitizer sees.
class pieces final : public feed::chunks {
 public:
  pieces(std::string_view text, std::size_t first, std::size_t then) : text_(text), size_(first), then_(then) {}
  parsed<std::string_view> next() override {
    const std::string_view piece = text_.substr(0, size_);
    text_.remove_prefix(piece.size());
    size_ = then_;
    held_.assign(piece.begin(), piece.end());
    held_.shrink_to_fit();
    return std::string_view(held_.data(), held_.size());
  }
  void stop() override { ++stops; }
  std::size_t left() const { return text_.size(); }
  int stops = 0;

 private:
  std::string_view text_;
  std::size_t size_;
  std::size_t then_;
  std::vector<char> held_;
};

// What a reader of a text in memory needs.
struct reading_of {
  feed::request how;
  feed::whole_text from;
  feed::collected to;
  feed::reading in{from, to, how};

  explicit reading_of(std::string_view text, const feed::limits& most = {}) : from(text) { how.most = most; }
};

inline parsed<feed::document> whole(std::string_view text, feed::format kind, feed::read_format read,
                                    const feed::limits& most = {}) {
  feed::request how;
  how.most = most;
  return feed::read_whole(text, kind, read, how);
}

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_FEED_WHOLE_HPP
