// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/xml.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "support.hpp"

using maintkit::errc;
using namespace maintkit::xml;

namespace {

// Everything a reader says, as one line an event; chunks of `size` bytes, or the whole document for 0.
std::string transcript(std::string_view text, mode how = mode::strict, std::size_t size = 0, const limits& most = {}) {
  reader r(how, most);
  std::string out;
  const auto spelled = [](const name& n) {
    return (n.space.empty() ? "" : "{" + std::string(n.space) + "}") + std::string(n.local);
  };
  const auto drain = [&] {
    for (;;) {
      const event e = r.next();
      const std::string at = "@" + std::to_string(r.offset()) + " ";
      switch (e) {
        case event::need_more:
          return true;
        case event::error:
          out += std::string(to_string(r.error().code)) + " " + std::to_string(r.error().offset) + "+" +
                 std::to_string(r.error().length) + " " + r.error().expected;
          CHECK(r.next() == event::error);
          return false;
        case event::end:
          out += "end";
          CHECK(r.next() == event::end);
          return false;
        case event::text:
          out += at + "\"" + std::string(r.text()) + "\"\n";
          break;
        case event::element_end:
          out += at + "/" + spelled(r.element()) + "\n";
          break;
        case event::element_begin:
          out += at + spelled(r.element());
          for (const attribute& a : r.attributes()) out += " " + spelled(a.is) + "=" + std::string(a.value);
          out += "\n";
      }
    }
  };
  if (size == 0) size = text.size();
  bool more = true;
  while (more && !text.empty()) {
    const std::string chunk(text.substr(0, size));  // a copy of its own, so that views into older chunks show
    text.remove_prefix(chunk.size());
    r.feed(chunk);
    more = drain();
  }
  r.finish();
  if (more) drain();
  return out;
}

void check_splits(std::string_view text, mode how = mode::strict, const limits& most = {}) {
  const std::string whole = transcript(text, how, 0, most);
  for (std::size_t size = 1; size <= text.size(); ++size) {
    CAPTURE(size);
    REQUIRE(transcript(text, how, size, most) == whole);
  }
}

std::string fault(std::string_view text, mode how = mode::strict, const limits& most = {}) {
  const auto answer = validate(text, how, most);
  if (answer) return "well-formed";
  const auto& e = answer.error();
  return std::string(to_string(e.code)) + " " + std::to_string(e.offset) + "+" + std::to_string(e.length) + " " +
         e.expected;
}

constexpr std::string_view sample =
    "<?xml version='1.0' encoding=\"utf-8\" standalone='no'?>\r\n"
    "<!-- - a comment --><!DOCTYPE feed [ <!-- ' --> <?p \" ?> <!ENTITY e '>]>'> ]>\n"
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:x='urn:x'>\r"
    "<title type=\"a&amp;b&#x20;\r\n\tc\">1 &lt; 2 &#233;<![CDATA[ <b>]]]]><![CDATA[>]]>&#x1F600;</title>"
    "<?pi some ? thing?><x:link x:href='u' href='v\xc3\xa9'/>a<!-- c -->b ] ]] &gt;\r\n\xe2\x82\xac</feed >\n<!---->\n";

}  // namespace

TEST_CASE("events, names and where they began") {
  CHECK(transcript("<a/>") == "@0 a\n@0 /a\nend");
  CHECK(transcript("<a b='1'  c = \"2\" ><d/>x</a >") == "@0 a b=1 c=2\n@19 d\n@19 /d\n@23 \"x\"\n@24 /a\nend");
  CHECK(transcript("<a xmlns='u' b=''><b xmlns=''/><c:d xmlns:c='v' c:e='1' f='2'/></a>") ==
        "@0 {u}a {http://www.w3.org/2000/xmlns/}xmlns=u b=\n"
        "@18 b {http://www.w3.org/2000/xmlns/}xmlns=\n@18 /b\n"
        "@31 {v}d {http://www.w3.org/2000/xmlns/}c=v {v}e=1 f=2\n@31 /{v}d\n@63 /{u}a\nend");
  CHECK(transcript("<a xml:lang='de'/>") == "@0 a {http://www.w3.org/XML/1998/namespace}lang=de\n@0 /a\nend");
  CHECK(transcript(sample) ==
        "@134 {http://www.w3.org/2005/Atom}feed {http://www.w3.org/2000/xmlns/}xmlns=http://www.w3.org/2005/Atom "
        "{http://www.w3.org/2000/xmlns/}x=urn:x\n"
        "@192 \"\n\"\n"
        "@193 {http://www.w3.org/2005/Atom}title type=a&b   c\n"
        "@225 \"1 < 2 \xc3\xa9 <b>]]>\xf0\x9f\x98\x80\"\n"
        "@280 /{http://www.w3.org/2005/Atom}title\n"
        "@307 {urn:x}link {urn:x}href=u href=v\xc3\xa9\n@307 /{urn:x}link\n"
        "@338 \"ab ] ]] >\n\xe2\x82\xac\"\n"
        "@365 /{http://www.w3.org/2005/Atom}feed\nend");
}

TEST_CASE("white space in values and ends of lines") {
  // XML 1.0, sections 2.11 and 3.3.3: a reference keeps the character, the character itself becomes a space.
  CHECK(transcript("<a b='\t\n\r\n\r&#9;&#10;&#13;'/>") == "@0 a b=    \t\n\r\n@0 /a\nend");
  CHECK(transcript("<a>1\r\n2\r3\n4&#13;<![CDATA[\r\n]]></a>") == "@0 a\n@3 \"1\n2\n3\n4\r\n\"\n@30 /a\nend");
}

TEST_CASE("what is wrong, and where") {
  struct {
    std::string_view text;
    std::string_view said;
  } const rows[] = {
      {"", "incomplete 0+0 the root element"},
      {" <!-- a -->", "incomplete 11+0 the root element"},
      {"x<a/>", "malformed 0+1 the root element"},
      {"</a>", "malformed 0+2 the root element"},
      {"<a/><b/>", "malformed 4+1 the end"},
      {"<a/>x", "malformed 4+1 the end"},
      {"<a/></a>", "malformed 4+1 the end"},
      {"<a/><![CDATA[]]>", "malformed 4+2 a comment, an instruction or a tag"},
      {"<a/><!DOCTYPE a>", "malformed 4+2 a comment, an instruction or a tag"},
      {"<!DOCTYPE a><!DOCTYPE a><a/>", "malformed 12+2 a comment, an instruction or a tag"},
      {"<!DOCTYPEa><a/>", "malformed 9+1 a space"},
      {"<!DOCTYPE a]><a/>", "malformed 11+1 '>'"},
      {"<!DOCTYPE a [ \x01 ]><a/>", "malformed 14+1 a character that XML allows"},
      {"<!DOCTYPE a [", "incomplete 13+0 '>' at the end of the DOCTYPE"},
      {"<!doctype a><a/>", "malformed 0+2 a comment, an instruction or a tag"},
      {"<a>", "incomplete 3+0 the end tag of the innermost element"},
      {"<a", "incomplete 2+0 the root element"},
      {"<a></b>", "malformed 3+3 the end tag of the innermost element"},
      {"<a><b></a>", "malformed 6+3 the end tag of the innermost element"},
      {"<a></a b>", "malformed 7+1 '>'"},
      {"<a></ a>", "malformed 5+1 a name"},
      {"< a/>", "malformed 1+1 a name"},
      {"<1/>", "malformed 1+1 a name"},
      {"<a/ >", "malformed 3+1 '>'"},
      {"<a b/>", "malformed 4+1 '='"},
      {"<a b=1/>", "malformed 5+1 a value in quotes"},
      {"<a b='1'c='2'/>", "malformed 8+1 a space, '/' or '>'"},
      {"<a b='<'/>", "malformed 6+1 &lt; in a value"},
      {"<a b='1' b='2'/>", "malformed 9+1 each attribute once"},
      {"<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", "malformed 34+3 each attribute once"},
      {"<p:a/>", "malformed 1+1 a declared prefix"},
      {"<a p:b=''/>", "malformed 3+1 a declared prefix"},
      {"<xmlns:a/>", "malformed 1+5 a declared prefix"},
      {"<a:b:c/>", "malformed 1+5 a name with one prefix"},
      {"<:a/>", "malformed 1+2 a name with one prefix"},
      {"<a:/>", "malformed 1+2 a name with one prefix"},
      {"<a:1/>", "malformed 1+3 a name with one prefix"},
      {"<a xmlns:p=''/>", "malformed 3+7 an address for the prefix"},
      {"<a xmlns:xmlns='u'/>", "malformed 3+11 no declaration of the prefix xmlns"},
      {"<a xmlns:xml='u'/>", "malformed 3+9 the prefix xml for its own namespace only"},
      {"<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "malformed 3+5 the prefix xml for its own namespace only"},
      {"<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", "malformed 3+7 no prefix for the namespace of declarations"},
      {"<a>&b;</a>", "malformed 3+3 &lt; &gt; &amp; &apos; or &quot;"},
      {"<a b='&b;'/>", "malformed 6+3 &lt; &gt; &amp; &apos; or &quot;"},
      {"<a>& </a>", "malformed 3+1 &amp; for a lone '&'"},
      {"<a>&lt </a>", "malformed 6+1 ';' at the end of the reference"},
      {"<a>&#0;</a>", "malformed 3+4 a character that XML allows"},
      {"<a>&#1;</a>", "malformed 3+4 a character that XML allows"},
      {"<a>&#xD800;</a>", "malformed 3+8 a character that XML allows"},
      {"<a>&#xFFFE;</a>", "malformed 3+8 a character that XML allows"},
      {"<a>&#x110000;</a>", "malformed 3+10 a character that XML allows"},
      {"<a>&#4294967361;</a>", "malformed 3+13 a character that XML allows"},  // is not 'A' of 32 bits
      {"<a>&#X41;</a>", "malformed 3+6 a character that XML allows"},
      {"<a>&#;</a>", "malformed 3+3 a character that XML allows"},
      {"<a>]]></a>", "malformed 3+3 ]]&gt; in text"},
      {"<a>\x01</a>", "malformed 3+1 a character that XML allows"},
      {{"<a>\0</a>", 8}, "malformed 3+1 a character that XML allows"},
      {"<a>\xff</a>", "malformed 3+1 a character that XML allows"},
      {"<a>\xc0\xaf</a>", "malformed 3+1 a character that XML allows"},
      {"<a>\xed\xa0\x80</a>", "malformed 3+1 a character that XML allows"},
      {"<a>\xef\xbf\xbe</a>", "malformed 3+1 a character that XML allows"},  // U+FFFE
      {"<a b='\x02'/>", "malformed 6+1 a character that XML allows"},
      {"<a b='\xff'/>", "malformed 6+1 a character that XML allows"},
      {"<!-- -- --><a/>", "malformed 5+2 '-->', or no '--'"},
      {"<!-- --->", "malformed 5+2 '-->', or no '--'"},
      {"<!--", "incomplete 4+0 '-->' at the end of the comment"},
      {"<!-- \x01", "malformed 5+1 a character that XML allows"},
      {"<a><![CDATA[ ]] >", "incomplete 17+0 ']]>' at the end of the CDATA section"},
      {"<a><![CDATA[\x1f]]></a>", "malformed 12+1 a character that XML allows"},
      {"<a><![cdata[ ]]></a>", "malformed 3+2 a comment, an instruction or a tag"},
      {"<?xml?><a/>", "malformed 2+3 the XML declaration at the start only"},
      {" <?xml version='1.0'?><a/>", "malformed 3+3 the XML declaration at the start only"},
      {"<?XML a?><a/>", "malformed 2+3 the XML declaration at the start only"},
      {"<?"
       "?><a/>",
       "malformed 2+1 a name"},
      {"<?a+?><a/>", "malformed 3+1 a space or '?>'"},
      {"<?a:b?><a/>", "malformed 2+3 a name without ':'"},
      {"<?a ", "incomplete 4+0 '?>' at the end of the instruction"},
      {"<?xml version='2.0'?><a/>", "malformed 19+0 version=\"1.0\""},
      {"<?xml version='1.0' encoding='x-unknown'?><a/>",
       "unsupported 30+9 UTF-8, UTF-16, ISO-8859-1, windows-1252 or US-ASCII"},
      {"<?xml version='1.0' encoding='UTF-16'?><a/>", "malformed 30+6 the encoding that the document is in"},
      {"\xef\xbb\xbf<?xml version='1.0' encoding='iso-8859-1'?><a/>",
       "malformed 33+10 the encoding that the document is in"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(fault(row.text) == row.said);
    check_splits(row.text);
  }
}

TEST_CASE("lenient mode forgives what feeds get wrong") {
  struct {
    std::string_view text;
    std::string_view read;  // the text, or the error
  } const rows[] = {
      {"<a>&nbsp;&eacute;&hearts;</a>", "\xc2\xa0\xc3\xa9\xe2\x99\xa5"},
      {"<a>&unknown; &lol9;</a>", "&unknown; &lol9;"},
      {"<a>AT&T & B&amp;C &lt</a>", "AT&T & B&C &lt"},
      {"<a>&#0;&#xD800;&#x110000;</a>", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
      {"<a>x]]>y</a>", "x]]>y"},
      {"<a>\x01\xff\xc3</a>", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
      {"<a><!-- a -- b --->x</a>", "x"},
      {"<a><p:b q:c='1'/>x</a>", "x"},
      {"\n <?xml version='1.0'?><a>x</a>", "x"},
      {"<?xml encoding='utf-8'?><a>x</a>", "x"},
      {"<?xml version='1.0' encoding='UTF-16'?><a>\xc3\xa9</a>", "\xc3\xa9"},
      {"<?xml version='1.0' encoding='iso-8859-1'?><a>\x93\xe9</a>", "\xe2\x80\x9c\xc3\xa9"},
      {"<a><?x:y z?>x</a>", "x"},
      {"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "&b;"},  // never expanded
      // What stays an error.
      {"<a>", "incomplete 3+0 the end tag of the innermost element"},
      {"<a><b></c>", "incomplete 10+0 the end tag of the innermost element"},
      {"<a/>x", "malformed 4+1 the end"},
      {"<a/></a>", "malformed 4+1 the end"},
      {"<a b='1' b='2'/>", "malformed 9+1 each attribute once"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    reader r(row.text, mode::lenient);
    std::string text;
    event e;
    while ((e = r.next()) < event::end) {
      if (e == event::text) text += r.text();
    }
    CHECK((e == event::end ? text : fault(row.text, mode::lenient)) == row.read);
    check_splits(row.text, mode::lenient);
  }
  // End tags: of an outer element, and of none.
  CHECK(transcript("<a><b><c>x</a>", mode::lenient) == "@0 a\n@3 b\n@6 c\n@9 \"x\"\n@10 /c\n@10 /b\n@10 /a\nend");
  CHECK(transcript("<a><b>x</d>y</a>", mode::lenient) == "@0 a\n@3 b\n@6 \"x\"\n@7 /b\n@11 \"y\"\n@12 /a\nend");
  CHECK(transcript("<a b='&nbsp;&x;\xff'/>", mode::lenient) == "@0 a b=\xc2\xa0&x;\xef\xbf\xbd\n@0 /a\nend");
}

TEST_CASE("encodings") {
  const auto wide = [](std::string_view ascii, bool big) {
    std::string out = big ? "\xfe\xff" : "\xff\xfe";
    for (const char c : ascii) out += big ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
  };
  std::string little = wide("<?xml version='1.0' encoding='UTF-16'?><a>e", false);
  little += std::string("\xe9\0\x3d\xd8\x00\xde", 6) + wide("</a>", false).substr(2);
  const struct {
    std::string text;
    std::string_view read;
  } rows[] = {
      {"\xef\xbb\xbf<a>\xc3\xa9</a>", "@3 a\n@6 \"\xc3\xa9\"\n@8 /a\nend"},
      {wide("<a>x</a>", true), "@0 a\n@3 \"x\"\n@4 /a\nend"},
      {little, "@39 a\n@42 \"e\xc3\xa9\xf0\x9f\x98\x80\"\n@49 /a\nend"},
      {wide("<a>x</a>", true) + "\xd8\x3d", "@0 a\n@3 \"x\"\n@4 /a\nmalformed 8+1 the end"},
      {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9\x80</a>", "@43 a\n@46 \"\xc3\xa9\xc2\x80\"\n@50 /a\nend"},
      {"<?xml version='1.0' encoding='Windows-1252'?><a>\x80</a>", "@45 a\n@48 \"\xe2\x82\xac\"\n@51 /a\nend"},
      {"<?xml version='1.0' encoding='us-ascii'?><a>x</a>", "@41 a\n@44 \"x\"\n@45 /a\nend"},
      {"<?xml version='1.0' encoding='us-ascii'?><a>\xe9</a>", "@41 a\nmalformed 44+1 a character that XML allows"},
  };
  for (const auto& row : rows) {
    CHECK(transcript(row.text) == row.read);
    check_splits(row.text);
  }
}

TEST_CASE("skipping passes over one element, all of it checked") {
  reader r("<a><b><c/>x<b>&amp;</b></b>y<d/></a>");
  CHECK(r.next() == event::element_begin);
  CHECK(r.next() == event::element_begin);
  r.skip();
  CHECK(r.next() == event::text);
  CHECK(r.text() == "y");
  CHECK(r.next() == event::element_begin);
  CHECK(r.depth() == 2);
  r.skip();
  CHECK(r.next() == event::element_end);
  CHECK(r.element().local == "a");
  CHECK(r.depth() == 0);
  CHECK(r.next() == event::end);

  for (const char* broken : {"<c>", "</c>", "&x;", "<c d='1' d='2'/>", "<p:c/>", "\x01", "]]>", "<!-- -- -->"}) {
    CAPTURE(broken);
    const std::string text = std::string("<a><b>") + broken + "</b></a>";
    reader in(text);
    CHECK(in.next() == event::element_begin);
    CHECK(in.next() == event::element_begin);
    in.skip();
    CHECK(in.next() == event::error);
  }
}

TEST_CASE("attributes are found by local name and namespace") {
  reader r("<a b='1' p:b='2' xmlns:p='u'/>");
  REQUIRE(r.next() == event::element_begin);
  CHECK(r.attribute_value("b") == "1");
  CHECK(r.attribute_value("b", "u") == "2");
  CHECK(r.attribute_value("p", xmlns_space) == "u");
  CHECK_FALSE(r.attribute_value("c"));
  REQUIRE(r.next() == event::element_end);
  CHECK(r.attributes().empty());
}

TEST_CASE("limits") {
  limits most;
  most.depth = 2;
  CHECK(fault("<a><b/></a>", mode::strict, most) == "well-formed");
  CHECK(fault("<a><b><c/></b></a>", mode::strict, most) == "limit 6+1 no deeper nesting");
  most = {};
  most.attributes = 2;
  CHECK(fault("<a b='' c=''/>", mode::strict, most) == "well-formed");
  CHECK(fault("<a b='' c='' d=''/>", mode::strict, most) == "limit 13+1 fewer attributes");
  most = {};
  most.namespaces = 2;
  CHECK(fault("<a xmlns='u'><b xmlns:p='u'/><c xmlns:p='u'/></a>", mode::strict, most) == "well-formed");
  CHECK(fault("<a xmlns='u'><b xmlns:p='u' xmlns:q='u'/></a>", mode::strict, most) == "limit 28+7 fewer namespaces");
  most = {};
  most.name_bytes = 5;
  CHECK(fault("<abcde abcde='&amp;'/>", mode::strict, most) == "well-formed");
  const struct {
    std::string_view text;
    std::string_view said;
  } names[] = {
      {"<abcdef/>", "limit 1+1 a shorter name"},
      {"<a abcdef=''/>", "limit 3+1 a shorter name"},
      {"<?abcdef?><a/>", "limit 2+1 a shorter name"},
      {"<a>&abcdef;</a>", "limit 3+1 a shorter reference"},
      {"<a>&#00065;</a>", "limit 3+1 a shorter reference"},
      {"<a xmlns='urn:xy'/>", "limit 3+5 a shorter address"},
  };
  for (const auto& row : names) {
    CHECK(fault(row.text, mode::strict, most) == row.said);
    check_splits(row.text, mode::strict, most);
  }
  most = {};
  most.token_bytes = 12;
  const struct {
    std::string_view text;
    std::string_view said;
  } tokens[] = {
      {"<a>123456789012</a>", "well-formed"},
      {"<a>1234567890123</a>", "limit 3+0 a shorter text"},
      {"<a>123456<![CDATA[789]]>0123</a>", "limit 3+0 a shorter text"},
      {"<a>&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;</a>", "limit 3+0 a shorter text"},
      {"<a>1234567890123\x01", "limit 3+0 a shorter text"},
      {"<a b='12345'/>", "limit 0+1 a shorter tag"},
      {"<a b='1234'/>", "limit 0+1 a shorter tag"},
      {"<a b='123'/>", "well-formed"},
      {"<a b='1'c='2'/>", "malformed 8+1 a space, '/' or '>'"},
      {"<a b=\"'>'>'>'>'\"/>", "limit 0+1 a shorter tag"},
      {"<!DOCTYPE a [ ]         ><a/>", "limit 13+1 a shorter DOCTYPE"},
  };
  for (const auto& row : tokens) {
    CAPTURE(row.text);
    CHECK(fault(row.text, mode::strict, most) == row.said);
    check_splits(row.text, mode::strict, most);
  }
  most = {};
  most.bytes = 8;
  CHECK(fault("<a>x</a>", mode::strict, most) == "well-formed");
  CHECK(fault("<a>x</a> ", mode::strict, most) == "limit 8+0 a shorter document");
  check_splits("<a>xyz</a> ", mode::strict, most);
  most = {};
  most.count = 3;
  CHECK(fault("<a>x</a>", mode::strict, most) == "well-formed");
  CHECK(validate("<a>x<b/></a>", mode::strict, most).error().code == errc::limit);
}

TEST_CASE("wherever the chunks are cut, the events are the same") {
  check_splits(sample);
  check_splits(sample, mode::lenient);
}

TEST_CASE("a truncated document is incomplete, never complete and never malformed") {
  const std::string_view document = sample.substr(0, sample.rfind("</feed >") + 8);
  REQUIRE(validate(document));
  for (std::size_t n = 0; n < document.size(); ++n) {
    CAPTURE(n);
    for (const mode how : {mode::strict, mode::lenient}) {
      const auto answer = validate(document.substr(0, n), how);
      REQUIRE_FALSE(answer);
      CHECK(answer.error().code == errc::incomplete);
    }
  }
}

TEST_CASE("mutated documents read alike in any chunks") {
  maintkit::test::random random(maintkit::test::seed());
  for (int i = 0; i < 2000; ++i) {
    std::string text(sample);
    for (std::size_t n = random.below(4); n-- > 0;)
      text[random.below(text.size())] = "<>&;'\"-]![/?=: a\xc3\xff\x01"[random.below(19)];
    const mode how = random.once_in(2) ? mode::strict : mode::lenient;
    const std::string whole = transcript(text, how);
    CAPTURE(text);
    REQUIRE(transcript(text, how, 1) == whole);
    REQUIRE(transcript(text, how, 1 + random.below(60)) == whole);
  }
}

TEST_CASE("hostile documents take linear time and end at limits") {
  const auto many = [](int n, auto each) {
    std::string out;
    for (int i = 0; i < n; ++i) out += each(i);
    return out;
  };
  const auto number = [](int i) { return std::to_string(i); };
  const std::string laughs = "<!DOCTYPE a [<!ENTITY l0 'l'>" +
                             many(9,
                                  [&](int i) {
                                    const std::string e = "&l" + number(i) + ";";
                                    return "<!ENTITY l" + number(i + 1) + " '" + e + e + e + e + e + e + e + e + "'>";
                                  }) +
                             "]>";
  const struct {
    const char* what;
    std::string text;
    std::string said;
  } rows[] = {
      {"billion laughs", laughs + "<a>&l9;</a>", "malformed"},
      {"billion laughs in a value", laughs + "<a b='&l9;'/>", "malformed"},
      {"an external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "malformed"},
      {"10^6 open tags", many(1000000, [](int) { return "<a>"; }), "limit"},
      {"10^5 attributes", "<a" + many(100000, [&](int i) { return " b" + number(i) + "=''"; }) + "/>", "limit"},
      {"256 attributes, many times",
       "<a>" +
           many(1000, [&](int) { return "<a" + many(256, [&](int i) { return " b" + number(i) + "=''"; }) + "/>"; }) +
           "</a>",
       "well-formed"},
      {"10^5 namespaces", "<a>" + many(100000, [&](int i) { return "<b xmlns:p" + number(i) + "='u'>"; }), "limit"},
      {"128 namespaces, the outermost used",
       "<a" + many(128, [&](int i) { return " xmlns:p" + number(i) + "='u'"; }) + ">" +
           many(100000, [](int) { return "<p0:b/>"; }) + "</a>",
       "well-formed"},
      {"brackets in CDATA", "<a><![CDATA[" + std::string(4000000, ']') + "]]></a>", "well-formed"},
      {"brackets in text", "<a>" + std::string(4000000, ']') + "</a>", "well-formed"},
      {"a long value", "<a b='" + std::string(4000000, 'x') + "'/>", "well-formed"},
      {"a long value that never ends", "<a b='" + std::string(4000000, 'x'), "incomplete"},
      {"a long gap in an end tag", "<a></a" + std::string(4000000, ' ') + ">", "well-formed"},
      {"a long name", "<" + std::string(4000000, 'x') + "/>", "limit"},
      {"a long comment", "<!--" + std::string(4000000, ' ') + "--><a/>", "well-formed"},
      {"a comment of dashes", "<!--" + many(1000000, [](int) { return "- "; }) + "--><a/>", "well-formed"},
      {"a long DOCTYPE", "<!DOCTYPE a [" + std::string(4000000, ' ') + "]><a/>", "well-formed"},
      {"references only", "<a>" + many(500000, [](int) { return "&amp;"; }) + "</a>", "well-formed"},
      {"ampersands only", "<a>" + std::string(1000000, '&') + "</a>", "malformed"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto start = std::chrono::steady_clock::now();
    for (const mode how : {mode::strict, mode::lenient}) {
      const auto answer = validate(row.text, how);
      if (how == mode::strict) CHECK((answer ? "well-formed" : to_string(answer.error().code)) == row.said);
      reader r(how);
      for (std::string_view rest = row.text; !rest.empty() && r.next() == event::need_more;) {
        r.feed(rest.substr(0, 997));
        rest.remove_prefix((std::min)(rest.size(), std::size_t{997}));
        while (r.next() < event::end) {
        }
      }
      r.finish();
      event last;
      while ((last = r.next()) < event::end) {
      }
      CHECK((last == event::end) == static_cast<bool>(answer));
    }
    // Quadratic time would be minutes; the bound leaves room for sanitizers on a busy machine.
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  }
}
