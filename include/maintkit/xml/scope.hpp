// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The elements that are open, and the namespace that each prefix means there (Namespaces in XML 1.0, section 6).
#ifndef MAINTKIT_XML_SCOPE_HPP
#define MAINTKIT_XML_SCOPE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/error.hpp>
#include <maintkit/xml/scan.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

inline constexpr std::string_view xml_space = "http://www.w3.org/XML/1998/namespace";
inline constexpr std::string_view xmlns_space = "http://www.w3.org/2000/xmlns/";

// A name with its namespace: <dc:date> is {"http://purl.org/dc/elements/1.1/", "date", "dc:date"}.
struct name {
  std::string_view space;  // empty: in no namespace
  std::string_view local;
  std::string_view qualified;
};

struct attribute {
  name is;
  std::string_view value;  // decoded; white space characters are spaces
};

// Splits a qualified name at its colon, if it has one.
constexpr std::string_view prefix_of(std::string_view qualified);
constexpr std::string_view local_of(std::string_view qualified);

class scope {
 public:
  // Opens an element; bind() then adds what it declares, before anything is looked up in it.
  void open(std::string_view qualified);
  void bind(std::string_view prefix, std::string_view uri);
  void close();

  std::size_t depth() const { return elements_.size(); }
  std::size_t bindings() const { return bindings_.size(); }
  std::size_t bytes() const { return text_.size(); }

  // The namespace of a prefix here (of "": of elements without one), or nothing if it isn't declared.
  std::optional<std::string_view> find(std::string_view prefix) const;

  // The qualified name of the innermost open element.
  std::string_view innermost() const { return view(elements_.back().qualified); }
  // How many elements end with the innermost one of this name: 1 for the innermost of all, 0 if none has it.
  std::size_t levels_to(std::string_view qualified) const;

 private:
  struct piece {
    std::size_t at, size;
  };
  struct element {
    piece qualified;
    std::size_t bindings;  // how many there were outside of it
  };
  struct binding {
    piece prefix, uri;
  };

  piece keep(std::string_view text);
  std::string_view view(piece p) const { return std::string_view(text_).substr(p.at, p.size); }

  std::string text_;  // all names, prefixes and addresses of open elements, in the order they came
  std::vector<element> elements_;
  std::vector<binding> bindings_;
};

namespace detail {

// Opens an element: binds what its attributes declare, and fills in the namespaces and local names of it and of them.
// Refused: two attributes with the same name, undeclared prefixes (in lenient mode they mean no namespace), and
// declarations that Namespaces in XML 1.0, sections 2.2 and 3, forbid.
inline outcome enter(scope& in, name& element, std::vector<attribute>& attributes, mode how, const limits& most,
                     fault& why);

}  // namespace detail

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view prefix_of(std::string_view qualified) {
  const std::size_t colon = qualified.find(':');
  return colon == std::string_view::npos ? std::string_view() : qualified.substr(0, colon);
}
constexpr std::string_view local_of(std::string_view qualified) {
  const std::size_t colon = qualified.find(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

inline scope::piece scope::keep(std::string_view text) {
  const piece kept{text_.size(), text.size()};
  text_ += text;
  return kept;
}

inline void scope::open(std::string_view qualified) { elements_.push_back({keep(qualified), bindings_.size()}); }

inline void scope::bind(std::string_view prefix, std::string_view uri) {
  const piece kept = keep(prefix);
  bindings_.push_back({kept, keep(uri)});
}

inline void scope::close() {
  text_.resize(elements_.back().qualified.at);
  bindings_.resize(elements_.back().bindings);
  elements_.pop_back();
}

inline std::size_t scope::levels_to(std::string_view qualified) const {
  std::size_t i = elements_.size();
  while (i > 0 && view(elements_[i - 1].qualified) != qualified) --i;
  return i == 0 ? 0 : elements_.size() - i + 1;
}

inline std::optional<std::string_view> scope::find(std::string_view prefix) const {
  for (std::size_t i = bindings_.size(); i-- > 0;) {
    if (view(bindings_[i].prefix) == prefix) return view(bindings_[i].uri);
  }
  if (prefix.empty()) return std::string_view();
  if (prefix == "xml") return xml_space;
  if (prefix == "xmlns") return xmlns_space;
  return std::nullopt;
}

namespace detail {

inline bool is_declaration(const attribute& a) {
  return a.is.qualified == "xmlns" || prefix_of(a.is.qualified) == "xmlns";
}

inline outcome declare(scope& in, const attribute& a, const limits& most, fault& why) {
  const std::string_view prefix = a.is.qualified == "xmlns" ? std::string_view() : local_of(a.is.qualified);
  const auto refuse = [&](const char* expected, errc code = errc::malformed) {
    return blame(why, a.is.qualified.data(), expected, a.is.qualified.size(), code);
  };
  if (prefix == "xmlns") return refuse("no declaration of the prefix xmlns");
  if ((prefix == "xml") != (a.value == xml_space)) return refuse("the prefix xml for its own namespace only");
  if (a.value == xmlns_space) return refuse("no prefix for the namespace of declarations");
  if (!prefix.empty() && a.value.empty()) return refuse("an address for the prefix");
  if (in.bindings() >= most.namespaces) return refuse("fewer namespaces", errc::limit);
  if (a.value.size() > most.name_bytes) return refuse("a shorter address", errc::limit);
  in.bind(prefix, a.value);
  return outcome::ok;
}

// An attribute without a prefix is in no namespace, whatever the default is.
inline outcome resolve(const scope& in, name& n, bool of_attribute, mode how, fault& why) {
  const std::string_view prefix = prefix_of(n.qualified);
  n.local = prefix.data() == nullptr ? n.qualified : n.qualified.substr(prefix.size() + 1);
  if (of_attribute && prefix.empty()) {
    n.space = n.qualified == "xmlns" ? xmlns_space : std::string_view();
    return outcome::ok;
  }
  const auto space = in.find(prefix);
  const bool fits = space && (of_attribute || prefix != "xmlns");
  n.space = space.value_or(std::string_view());
  if (fits || how == mode::lenient) return outcome::ok;
  return blame(why, n.qualified.data(), "a declared prefix", prefix.size());
}

// An attribute that has the name of an earlier one, or null. Few are compared each with each; many are sorted, so that
// 256 of them take 2,000 comparisons and not 32,000.
inline const attribute* duplicate(const std::vector<attribute>& attributes) {
  const auto equal = [](const attribute& a, const attribute& b) {
    return a.is.local == b.is.local && a.is.space == b.is.space;
  };
  constexpr std::size_t few = 12;
  if (attributes.size() <= few) {
    for (std::size_t i = 1; i < attributes.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (equal(attributes[i], attributes[k])) return &attributes[i];
      }
    }
    return nullptr;
  }
  std::vector<const attribute*> order;
  order.reserve(attributes.size());
  for (const attribute& a : attributes) order.push_back(&a);
  std::sort(order.begin(), order.end(), [](const attribute* a, const attribute* b) {
    if (const int c = a->is.local.compare(b->is.local); c != 0) return c < 0;
    if (const int c = a->is.space.compare(b->is.space); c != 0) return c < 0;
    return a < b;
  });
  const auto twice = std::adjacent_find(order.begin(), order.end(),
                                        [&](const attribute* a, const attribute* b) { return equal(*a, *b); });
  return twice == order.end() ? nullptr : twice[1];
}

inline outcome enter(scope& in, name& element, std::vector<attribute>& attributes, mode how, const limits& most,
                     fault& why) {
  in.open(element.qualified);
  for (const attribute& a : attributes) {
    if (is_declaration(a) && declare(in, a, most, why) != outcome::ok) return outcome::bad;
  }
  if (resolve(in, element, false, how, why) != outcome::ok) return outcome::bad;
  for (attribute& a : attributes) {
    if (resolve(in, a.is, true, how, why) != outcome::ok) return outcome::bad;
  }
  const attribute* const twice = duplicate(attributes);
  if (twice == nullptr) return outcome::ok;
  return blame(why, twice->is.qualified.data(), "each attribute once", twice->is.qualified.size());
}

}  // namespace detail

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_SCOPE_HPP
