// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The part of a document that a pull reader has before it: a chunk as it came, or, where the chunk before it left some
// bytes unread because they need what follows, those bytes and the chunk in one piece.
#ifndef MAINTKIT_DETAIL_WINDOW_HPP
#define MAINTKIT_DETAIL_WINDOW_HPP

#include <maintkit/detail/config.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

struct window {
  const char* begin = "";
  const char* at = begin;  // what is before it has been read
  const char* end = begin;
  std::size_t base = 0;      // bytes of the document before `begin`
  std::size_t admitted = 0;  // bytes that came in
  bool final = false;        // nothing follows `end`
  bool clipped = false;      // … because a limit cut it off

  std::string_view rest() const { return {at, static_cast<std::size_t>(end - at)}; }
  std::size_t offset_of(const char* p) const { return base + static_cast<std::size_t>(p - begin); }
  std::size_t offset() const { return offset_of(at); }

  // Does the text go on with `word`? `unknown` is set where the window ends before that is clear.
  bool goes_on_with(std::string_view word, bool& unknown) const {
    const std::string_view here = rest().substr(0, word.size());
    const bool fits = here == word.substr(0, here.size());
    if (fits && here.size() < word.size()) unknown = true;
    return fits && here.size() == word.size();
  }

  // As much of the chunk as fits a document of `most` bytes.
  std::string_view admit(std::string_view chunk, std::size_t most);
  // The chunk is about to go: what is unread of it is kept.
  void keep() {
    if (at != end) add_by([](std::string&) {});
  }
  // Adds a chunk that stays in memory until keep().
  void add(std::string_view chunk);
  // Takes the unread bytes out, to come back in another form.
  std::string take_rest() {
    std::string taken(rest());
    base = offset();
    begin = at = end = "";
    return taken;
  }
  // Adds what `append(std::string&)` puts behind the unread bytes.
  template <class Append>
  void add_by(Append append);

 private:
  std::string glue_;
};

// ---------------------------------------------------------------------------------------------------------------------

inline std::string_view window::admit(std::string_view chunk, std::size_t most) {
  if (chunk.size() > most - admitted) {
    chunk = chunk.substr(0, most - admitted);
    final = clipped = true;
  }
  admitted += chunk.size();
  return chunk;
}

inline void window::add(std::string_view chunk) {
  if (at != end) return add_by([&](std::string& text) { text += chunk; });
  base = offset();
  begin = at = chunk.data();
  end = begin + chunk.size();
}

// Unread bytes that already stand at the front stay there: a token that goes over many chunks is not moved with each.
template <class Append>
void window::add_by(Append append) {
  if (begin != glue_.data()) {
    glue_.assign(at, end);
  } else {
    glue_.erase(0, static_cast<std::size_t>(at - begin));
  }
  base = offset();
  append(glue_);
  begin = at = glue_.data();
  end = begin + glue_.size();
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_WINDOW_HPP
