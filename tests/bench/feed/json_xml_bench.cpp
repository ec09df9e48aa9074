// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// How fast the JSON and XML readers take version, date, link and a flag out of real feeds, beside simdjson, RapidJSON,
// expat and pugixml as far as they are compiled in (tests/bench/feed/run finds them). Everything runs interleaved in
// one process, a round each; all must find the same; ratios are to one pass over the bytes with a table, in the same
// run.
//
//   json_xml_bench FOLDER [ROUNDS]      FOLDER holds pypi.json, simple.json, github.json, atom.xml and rss.xml
#include <maintkit/feed.hpp>
#include <maintkit/json.hpp>
#include <maintkit/xml.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <time.h>

#ifdef HAVE_RAPIDJSON
#include <rapidjson/reader.h>
#endif
#ifdef HAVE_SIMDJSON
#include <simdjson.h>
#endif
#ifdef HAVE_EXPAT
#include <expat.h>
#endif
#ifdef HAVE_PUGIXML
#include <pugixml.hpp>
#endif

namespace {

struct record {
  std::string version, date, link;
  bool flag = false;
};
using records = std::vector<record>;

// Where the records of a document are: in the array (or, of PyPI, the arrays in the object) under a key of the root.
struct layout {
  const char* file;
  const char* under;         // null: the root is the array
  bool grouped;              // PyPI: a record for each key, from its first file; the flag only if all files have it
  std::string_view version;  // not for grouped ones: the key
  std::string_view date;
  std::string_view link;
  std::string_view flag;
};
constexpr layout json_layouts[] = {
    {"pypi.json", "releases", true, "", "upload_time_iso_8601", "url", "yanked"},
    {"simple.json", "files", false, "filename", "upload-time", "url", "yanked"},
    {"github.json", nullptr, false, "tag_name", "published_at", "html_url", "prerelease"},
};

// --- maintkit

namespace json = maintkit::json;

std::string* wanted(record& r, const layout& in, std::string_view key) {
  if (key == in.version) return &r.version;
  if (key == in.date) return &r.date;
  return key == in.link ? &r.link : nullptr;
}

// The texts only if they are wanted; the flag in any case.
void read_record(json::reader& r, const layout& in, record& out, bool texts = true) {
  while (r.next() == json::token::key) {
    const std::string_view key = r.text();
    if (std::string* const field = texts ? wanted(out, in, key) : nullptr) {
      if (r.next() == json::token::string) *field = r.text();
    } else if (key == in.flag) {
      out.flag = r.next() == json::token::true_value;
    } else {
      r.skip();
    }
  }
}

void read_array(json::reader& r, const layout& in, records& out) {
  while (r.next() == json::token::object_begin) {
    out.emplace_back();
    read_record(r, in, out.back());
  }
}

void read_groups(json::reader& r, const layout& in, records& out) {
  while (r.next() == json::token::key) {
    record group;
    group.version = r.text();
    r.next();
    bool all = true;
    bool first = true;
    for (; r.next() == json::token::object_begin; first = false) {
      group.flag = false;
      read_record(r, in, group, first);
      all = all && group.flag;
    }
    group.flag = all && !first;
    out.push_back(std::move(group));
  }
}

records maintkit_json(std::string_view text, const layout& in) {
  records out;
  json::reader r(text);
  if (in.under == nullptr) {
    r.next();
    read_array(r, in, out);
  } else {
    r.next();
    while (r.next() == json::token::key) {
      if (r.text() == in.under) {
        r.next();
        in.grouped ? read_groups(r, in, out) : read_array(r, in, out);
      } else {
        r.skip();
      }
    }
  }
  if (r.next() != json::token::end) std::abort();
  return out;
}

records maintkit_validate(std::string_view text, const layout&) {
  if (!json::validate(text)) std::abort();
  return {};
}

// --- RapidJSON and simdjson

#ifdef HAVE_RAPIDJSON
// The same records out of SAX events: `depth` counts open containers.
struct collector : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, collector> {
  const layout& in;
  records& out;
  std::string key, group;
  int depth = 0;
  bool inside = false, first = true;
  int record_depth;

  collector(const layout& l, records& o) : in(l), out(o), record_depth(l.grouped ? 4 : l.under == nullptr ? 2 : 3) {
    inside = l.under == nullptr;
  }
  bool Default() { return true; }
  bool Key(const char* s, unsigned n, bool) {
    key.assign(s, n);
    if (depth == 1 && in.under != nullptr) inside = key == in.under;
    if (inside && in.grouped && depth == 2) {
      out.emplace_back();
      out.back().version = key;
      first = true;
    }
    return true;
  }
  bool StartObject() {
    if (++depth == record_depth && inside && !in.grouped) out.emplace_back();
    return true;
  }
  bool EndObject(unsigned) {
    if (depth-- == record_depth) first = false;
    return true;
  }
  bool StartArray() {
    ++depth;
    return true;
  }
  bool EndArray(unsigned) {
    --depth;
    return true;
  }
  bool String(const char* s, unsigned n, bool) {
    if (!inside || depth != record_depth || (in.grouped && !first)) return true;
    if (std::string* const field = wanted(out.back(), in, key)) field->assign(s, n);
    return true;
  }
  bool Bool(bool b) {
    if (inside && depth == record_depth && key == in.flag)
      out.back().flag = b && (!in.grouped || first || out.back().flag);
    return true;
  }
};

template <unsigned Flags>
records rapidjson_sax(std::string_view text, const layout& in) {
  records out;
  collector handler(in, out);
  rapidjson::Reader reader;
  rapidjson::StringStream stream(text.data());
  if (!reader.Parse<Flags>(stream, handler)) std::abort();
  return out;
}
#endif

#ifdef HAVE_SIMDJSON
namespace sj = simdjson::ondemand;

record simdjson_record(sj::object object, const layout& in, bool texts = true) {
  record r;
  for (auto member : object) {
    const std::string_view key = member.unescaped_key();
    if (std::string* const field = texts ? wanted(r, in, key) : nullptr) {
      std::string_view value;
      if (member.value().get_string().get(value) == simdjson::SUCCESS) *field = value;
    } else if (key == in.flag) {
      bool value = false;
      if (member.value().get_bool().get(value) == simdjson::SUCCESS) r.flag = value;
    }
  }
  return r;
}

records simdjson_one_shot(std::string_view text, const layout& in) {
  records out;
  sj::parser parser;
  auto document = parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
  if (in.under == nullptr) {
    for (auto element : document.get_array()) out.push_back(simdjson_record(element.get_object(), in));
  } else if (!in.grouped) {
    for (auto element : document[in.under].get_array()) out.push_back(simdjson_record(element.get_object(), in));
  } else {
    for (auto member : document[in.under].get_object()) {
      record group;
      group.version = std::string_view(member.unescaped_key());
      bool first = true;
      for (auto element : member.value().get_array()) {
        const record file = simdjson_record(element.get_object(), in, first);
        if (first) group.date = file.date, group.link = file.link;
        group.flag = file.flag && (first || group.flag);
        first = false;
      }
      out.push_back(group);
    }
  }
  return out;
}
#endif

// --- XML: title, date and link of each <entry> or <item>

namespace xml = maintkit::xml;

struct feed_layout {
  const char* file;
  std::string_view item;
  std::string_view date;
  bool link_is_attribute;
};
constexpr feed_layout feed_layouts[] = {{"atom.xml", "entry", "updated", true}, {"rss.xml", "item", "pubDate", false}};

records maintkit_xml(std::string_view text, const feed_layout& in) {
  records out;
  xml::reader r(text);
  std::string* field = nullptr;
  std::size_t inside = 0;
  for (;;) {
    switch (r.next()) {
      case xml::event::element_begin: {
        const std::string_view local = r.element().local;
        if (inside == 0) {
          if (local == in.item) out.emplace_back(), inside = r.depth();
          break;
        }
        field = local == "title" ? &out.back().version : local == in.date ? &out.back().date : nullptr;
        if (local == "link") {
          if (in.link_is_attribute) {
            out.back().link = r.attribute_value("href").value_or("");
          } else {
            field = &out.back().link;
          }
        }
        if (field == nullptr) r.skip();
        break;
      }
      case xml::event::text:
        if (field != nullptr) *field += r.text();
        break;
      case xml::event::element_end:
        field = nullptr;
        if (r.depth() < inside) inside = 0;
        break;
      case xml::event::end:
        return out;
      default:
        std::abort();
    }
  }
}

records maintkit_xml_validate(std::string_view text, const feed_layout&) {
  if (!xml::validate(text)) std::abort();
  return {};
}

#ifdef HAVE_EXPAT
struct expat_state {
  const feed_layout* in;
  records out;
  std::string* field = nullptr;
  int depth = 0, inside = 0;
};

std::string_view expat_local(const char* name) {
  const char* const bar = std::strchr(name, '|');
  return bar == nullptr ? name : bar + 1;
}

records expat_whole(std::string_view text, const feed_layout& in) {
  expat_state s;
  s.in = &in;
  XML_Parser parser = XML_ParserCreateNS(nullptr, '|');
  XML_SetUserData(parser, &s);
  XML_SetElementHandler(
      parser,
      [](void* data, const char* name, const char** attributes) {
        auto& state = *static_cast<expat_state*>(data);
        const std::string_view local = expat_local(name);
        ++state.depth;
        if (state.inside == 0) {
          if (local == state.in->item) state.out.emplace_back(), state.inside = state.depth;
          return;
        }
        state.field = nullptr;
        if (state.depth != state.inside + 1) return;
        record& r = state.out.back();
        if (local == "title") state.field = &r.version;
        if (local == state.in->date) state.field = &r.date;
        if (local == "link" && !state.in->link_is_attribute) state.field = &r.link;
        if (local == "link" && state.in->link_is_attribute) {
          for (; *attributes != nullptr; attributes += 2) {
            if (std::strcmp(attributes[0], "href") == 0) r.link = attributes[1];
          }
        }
      },
      [](void* data, const char*) {
        auto& state = *static_cast<expat_state*>(data);
        state.field = nullptr;
        if (state.depth-- == state.inside) state.inside = 0;
      });
  XML_SetCharacterDataHandler(parser, [](void* data, const char* s, int n) {
    auto& state = *static_cast<expat_state*>(data);
    if (state.field != nullptr) state.field->append(s, static_cast<std::size_t>(n));
  });
  if (XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_ERROR) std::abort();
  XML_ParserFree(parser);
  return std::move(s.out);
}
#endif

#ifdef HAVE_PUGIXML
records pugixml_tree(std::string_view text, const feed_layout& in) {
  records out;
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size())) std::abort();
  const pugi::xml_node root = document.document_element();
  const pugi::xml_node parent = in.link_is_attribute ? root : root.child("channel");
  for (const pugi::xml_node item : parent.children(in.item.data())) {
    record r;
    r.version = item.child_value("title");
    r.date = item.child_value(in.date.data());
    r.link = in.link_is_attribute ? item.child("link").attribute("href").value() : item.child_value("link");
    out.push_back(std::move(r));
  }
  return out;
}
#endif

// --- whole releases: versions cut out and judged, dates read, files and digests kept or not

template <class Layout, bool Assets>
records releases(std::string_view text, const Layout&) {
  struct counter final : maintkit::feed::sink {
    std::size_t taken = 0;
    bool take(maintkit::feed::release one) override { return taken += !one.version.empty(), true; }
  } to;
  maintkit::feed::whole_text from(text);
  maintkit::feed::request how;
  how.assets = Assets;
  if (!maintkit::feed::read(from, to, how) || to.taken == 0) std::abort();
  return {};
}

// --- measuring

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

std::uint64_t hash(const records& all) {
  std::uint64_t h = 14695981039346656037u;
  const auto mix = [&](std::string_view s) {
    for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
    h = (h ^ 256) * 1099511628211u;
  };
  for (const record& r : all) mix(r.version), mix(r.date), mix(r.link), mix(r.flag ? "1" : "0");
  return h;
}

volatile std::uint64_t sink;

// The floor: one table look-up a byte.
template <class Layout>
records byte_table(std::string_view text, const Layout&) {
  static const auto table = [] {
    std::array<std::uint8_t, 256> t{};
    for (std::size_t i = 0; i < 256; ++i) t[i] = static_cast<std::uint8_t>(i * 7);
    return t;
  }();
  std::uint64_t sum = 0;
  for (const char c : text) {
    sum += table[static_cast<unsigned char>(c)];
#if defined(__GNUC__)
    __asm__ volatile("" : "+r"(sum));
#endif
  }
  sink = sum;
  return {};
}

template <class Layout>
struct contestant {
  const char* name;
  records (*run)(std::string_view, const Layout&);
  std::vector<double> seconds;

  contestant(const char* n, records (*r)(std::string_view, const Layout&)) : name(n), run(r) {}
};

std::string read_file(const std::string& path) {
  std::string text;
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  char piece[65536];
  for (std::size_t n; (n = std::fread(piece, 1, sizeof piece, file)) > 0;) text.append(piece, n);
  std::fclose(file);
  text.reserve(text.size() + 64);  // simdjson reads past the end
  return text;
}

template <class Layout>
bool measure(const std::string& folder, const Layout& in, std::vector<contestant<Layout>> all, int rounds) {
  const std::string text = read_file(folder + "/" + in.file);
  if (text.empty()) return std::fprintf(stderr, "no %s in %s\n", in.file, folder.c_str()), false;
  const std::uint64_t agreed = hash(all[1].run(text, in));
  bool same = true;
  for (int round = 0; round < rounds; ++round) {
    for (contestant<Layout>& one : all) {
      const double start = cpu_seconds();
      const records found = one.run(text, in);
      one.seconds.push_back(cpu_seconds() - start);
      if (!found.empty() && hash(found) != agreed) same = false, std::printf("%s finds something else\n", one.name);
    }
  }
  double floor = 0;
  std::printf("%s, %zu bytes\n", in.file, text.size());
  for (contestant<Layout>& one : all) {
    std::sort(one.seconds.begin(), one.seconds.end());
    const double median = one.seconds[one.seconds.size() / 2];
    if (floor == 0) floor = median;
    std::printf("  %-28s %8.0f MB/s  %5.2f of the floor\n", one.name, static_cast<double>(text.size()) / median / 1e6,
                floor / median);
  }
  return same;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : ".";
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 15;
  bool same = true;
  for (const layout& in : json_layouts) {
    same &= measure<layout>(folder, in,
                            {
                                {"byte table (the floor)", byte_table<layout>},
                                {"maintkit", maintkit_json},
                                {"maintkit, validate", maintkit_validate},
                                {"maintkit, releases", releases<layout, false>},
                                {"maintkit, with their files", releases<layout, true>},
#ifdef HAVE_RAPIDJSON
                                {"RapidJSON SAX", rapidjson_sax<rapidjson::kParseDefaultFlags>},
                                {"RapidJSON SAX, as strict",
                                 rapidjson_sax<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>},
#endif
#ifdef HAVE_SIMDJSON
                                {"simdjson on demand, one shot", simdjson_one_shot},
#endif
                            },
                            rounds);
  }
  for (const feed_layout& in : feed_layouts) {
    same &= measure<feed_layout>(folder, in,
                                 {
                                     {"byte table (the floor)", byte_table<feed_layout>},
                                     {"maintkit", maintkit_xml},
                                     {"maintkit, validate", maintkit_xml_validate},
                                     {"maintkit, releases", releases<feed_layout, true>},
#ifdef HAVE_EXPAT
                                     {"expat", expat_whole},
#endif
#ifdef HAVE_PUGIXML
                                     {"pugixml", pugixml_tree},
#endif
                                 },
                                 rounds);
  }
  return same ? 0 : 1;
}
