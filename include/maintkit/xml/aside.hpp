// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What is checked and passed over: comments, processing instructions and the DOCTYPE.
#ifndef MAINTKIT_XML_ASIDE_HPP
#define MAINTKIT_XML_ASIDE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/window.hpp>
#include <maintkit/error.hpp>
#include <maintkit/xml/names.hpp>
#include <maintkit/xml/scan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {
namespace detail {

class aside {
 public:
  fault why;  // after outcome::bad

  aside(mode how, const limits& most) : mode_(how), limits_(most) {}

  // Is one open, so that pass() must go on before anything else is read?
  bool is_open() const { return inside_ != inside::nothing; }
  // At "<!" or "<?": reads as much as tells what it is.
  outcome open(maintkit::detail::window& in, bool doctype_may_come);
  // Goes on inside of it; ok: to its end.
  outcome pass(maintkit::detail::window& in);
  // What to expect where the document ends in it.
  const char* expectation() const;

 private:
  enum class inside : std::uint8_t { nothing, comment, instruction, doctype };

  outcome open_instruction(maintkit::detail::window& in);
  outcome open_doctype(maintkit::detail::window& in);
  outcome pass_text(maintkit::detail::window& in, std::string_view closing);
  outcome pass_doctype(maintkit::detail::window& in);
  outcome open_in_doctype(maintkit::detail::window& in);
  outcome close(maintkit::detail::window& in, std::size_t length);

  mode mode_;
  limits limits_;
  inside inside_ = inside::nothing;
  bool in_doctype_ = false;  // comments and instructions in there return to it
  char quote_ = 0;           // that is open in the DOCTYPE
  std::size_t open_ = 0;     // '<' and '[' in there that are not closed
  std::size_t doctype_at_ = 0;
};

// ---------------------------------------------------------------------------------------------------------------------

inline outcome aside::open(maintkit::detail::window& in, bool doctype_may_come) {
  if (in.at[1] == '?') return open_instruction(in);
  bool unknown = false;
  if (in.goes_on_with("<!--", unknown)) {
    in.at += 4;
    inside_ = inside::comment;
    return outcome::ok;
  }
  if (in.goes_on_with("<!DOCTYPE", unknown) && doctype_may_come) return open_doctype(in);
  return unknown ? outcome::cut : blame(why, in.at, "a comment, an instruction or a tag", 2);
}

inline outcome aside::pass(maintkit::detail::window& in) {
  switch (inside_) {
    case inside::comment:
      return pass_text(in, "-->");
    case inside::instruction:
      return pass_text(in, "?>");
    case inside::doctype:
      return pass_doctype(in);
    case inside::nothing:
      break;
  }
  return outcome::ok;
}

inline const char* aside::expectation() const {
  if (inside_ == inside::comment) return "'-->' at the end of the comment";
  return inside_ == inside::instruction ? "'?>' at the end of the instruction" : "'>' at the end of the DOCTYPE";
}

inline outcome aside::close(maintkit::detail::window& in, std::size_t length) {
  in.at += length;
  inside_ = in_doctype_ ? inside::doctype : inside::nothing;
  return outcome::ok;
}

// "--" may stand in a comment at its end only (XML 1.0, production [15]).
inline outcome aside::pass_text(maintkit::detail::window& in, std::string_view closing) {
  for (;;) {
    in.at = section_end(in.at, in.end, closing.front());
    if (in.at == in.end) return outcome::cut;
    if (*in.at != closing.front()) {
      if (const outcome o = pass_character(in, mode_, why); o != outcome::ok) return o;
      continue;
    }
    bool unknown = false;
    if (in.goes_on_with(closing, unknown)) return close(in, closing.size());
    if (unknown) return outcome::cut;
    if (mode_ == mode::strict && in.goes_on_with("--", unknown)) return blame(why, in.at, "'-->', or no '--'", 2);
    ++in.at;
  }
}

// "<?", a target other than "xml" and, if anything follows, a space.
inline outcome aside::open_instruction(maintkit::detail::window& in) {
  const char* const target = in.at + 2;
  const std::size_t room = (std::min)(static_cast<std::size_t>(in.end - target), limits_.name_bytes + 1);
  const char* const end = name_end(target, target + room);
  const std::string_view name = between(target, end);
  if (name.size() > limits_.name_bytes) return blame(why, target, "a shorter name", 1, errc::limit);
  if (end == in.end || (*end == '?' && end + 1 == in.end)) return outcome::cut;
  if (name.empty()) return blame(why, target, "a name");
  if (maintkit::detail::equal_ignoring_case(name, "xml")) {
    return blame(why, target, "the XML declaration at the start only", 3);
  }
  if (mode_ == mode::strict && name.find(':') != name.npos)
    return blame(why, target, "a name without ':'", name.size());
  if (!is_space(*end) && (*end != '?' || end[1] != '>')) return blame(why, end, "a space or '?>'");
  in.at = end;
  inside_ = inside::instruction;
  return outcome::ok;
}

inline outcome aside::open_doctype(maintkit::detail::window& in) {
  constexpr std::size_t intro = 9;
  if (in.rest().size() == intro) return outcome::cut;
  if (!is_space(in.at[intro])) return blame(why, in.at + intro, "a space");
  doctype_at_ = in.offset();
  in.at += intro;
  in_doctype_ = true;
  inside_ = inside::doctype;
  return outcome::ok;
}

// Only as much of its grammar as it takes to find the end: quotes, brackets, comments and instructions.
inline outcome aside::pass_doctype(maintkit::detail::window& in) {
  while (in.at != in.end) {
    if (in.offset() - doctype_at_ > limits_.token_bytes) return blame(why, in.at, "a shorter DOCTYPE", 1, errc::limit);
    const char c = *in.at;
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    } else if (c == '<') {
      const outcome o = open_in_doctype(in);
      if (o != outcome::ok || inside_ != inside::doctype) return o;
      ++open_;
    } else if (c == '[') {
      ++open_;
    } else if (c == ']' || c == '>') {
      if (open_ == 0 && c == ']') return blame(why, in.at, "'>'");
      if (open_ == 0) {
        in_doctype_ = false;
        return close(in, 1);
      }
      --open_;
    }
    if (const outcome o = pass_character(in, mode_, why); o != outcome::ok) return o;
  }
  return outcome::cut;
}

// Opens a comment or an instruction, or nothing: then it is a declaration.
inline outcome aside::open_in_doctype(maintkit::detail::window& in) {
  bool unknown = false;
  const bool comment = in.goes_on_with("<!--", unknown);
  const bool instruction = in.goes_on_with("<?", unknown);
  if (unknown) return outcome::cut;
  return comment || instruction ? open(in, false) : outcome::ok;
}

}  // namespace detail
}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_ASIDE_HPP
