// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// One reading of one document: bytes come in from `chunks`, releases go out to a `sink` one by one, and neither knows
// the format. Nothing but what is unfinished is kept in between, so that memory does not grow with the document.
//
//   struct newest_stable final : maintkit::feed::sink {
//     release found;
//     bool take(release one) override {                      // false: that's enough, the source is told to stop
//       if (one.prerelease == tri::yes) return true;
//       return found = std::move(one), false;
//     }
//   };
#ifndef MAINTKIT_FEED_READING_HPP
#define MAINTKIT_FEED_READING_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/selection.hpp>
#include <maintkit/xml.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Where a document comes from.
class chunks {
 public:
  // The next piece of it, of any size, which stays until the next call; empty: the document ends here. An error ends
  // the reading.
  virtual parsed<std::string_view> next() = 0;
  // Nothing more will be asked for, though there may be more.
  virtual void stop() {}

 protected:
  ~chunks() = default;
};

// Where releases go, in the document's order.
class sink {
 public:
  // False: no more are wanted.
  virtual bool take(release one) = 0;
  // A release that was handed out, or will be, answers these advisories.
  virtual void fixed(std::string_view version, const std::vector<std::string>& ids) {
    static_cast<void>(version);
    static_cast<void>(ids);
  }

 protected:
  ~sink() = default;
};

// What to read of a document, and how.
struct request {
  std::optional<format> kind;  // without it, what the document begins like
  limits most;
  xml::mode how = xml::mode::strict;  // lenient: what browsers forgive in XML is forgiven
  selection which;                    // which releases, and where their versions stand
  bool assets = true;                 // false: no files are kept, only what they say of their release
};

// What the formats read through: it hands out chunks and takes releases, within the limits. The first failure stays.
class reading {
 public:
  reading(chunks& from, sink& to, const request& how) : from_(from), to_(to), how_(how) {}

  const request& how() const { return how_; }
  const limits& most() const { return how_.most; }
  std::string next_page;

  // The next chunk; empty at the end, and after a failure.
  std::string_view chunk();
  // The document's first bytes, as many as the first chunk has; they will come again.
  std::string_view peek() {
    if (ahead_.empty()) ahead_ = chunk();
    return ahead_;
  }
  // The document's first bytes, which were looked at, come again; they must stay until the next chunk but one.
  void put_back(std::string_view bytes) {
    ahead_ = last_ = bytes;
    before_ = 0;
  }

  // Hands a release out, if it is one of those asked for.
  bool give(release one, std::size_t offset);
  void fixed(std::string_view version, const std::vector<std::string>& ids) { to_.fixed(version, ids); }
  // Counts a file.
  bool count_asset(std::size_t offset);

  // Cuts the version out of the tag, or where there is none out of the title.
  void name_version(release& one) const { feed::name_version(one, how_.which); }

  // Ends the reading; answers false.
  bool fail(const parse_error& why);
  bool good() const { return !failed_; }
  bool enough() const { return enough_; }  // ended by the sink
  bool ended() const { return ended_; }    // the source had no more
  const parse_error& error() const { return error_; }

  // The last chunk, at the end of the document its last bytes, and how many bytes were before it.
  std::string_view last() const { return last_; }
  std::size_t before_last() const { return before_; }

 private:
  chunks& from_;
  sink& to_;
  const request& how_;
  std::string_view ahead_;
  std::string_view last_;
  std::string tail_;
  std::size_t before_ = 0;
  std::size_t releases_ = 0;
  std::size_t assets_ = 0;
  bool failed_ = false;
  bool enough_ = false;
  bool ended_ = false;
  parse_error error_;
};

// A document in memory.
class whole_text final : public chunks {
 public:
  explicit whole_text(std::string_view text) : text_(text) {}
  parsed<std::string_view> next() override { return std::exchange(text_, std::string_view()); }

 private:
  std::string_view text_;
};

// A format's reader: hands out all releases of the document, or answers false, and from.error() says why.
using read_format = bool (*)(reading& from);

// ---------------------------------------------------------------------------------------------------------------------

inline std::string_view reading::chunk() {
  if (failed_) return {};
  if (!ahead_.empty()) return last_ = std::exchange(ahead_, std::string_view());
  if (ended_) return {};
  // The chunk goes with the call of next(), and an error at the document's end is shown in what stood there.
  tail_ = last_.substr(last_.size() - (std::min)(last_.size(), std::size_t{200}));
  const parsed<std::string_view> more = from_.next();
  if (!more) {
    last_ = {};
    fail(more.error());
    return {};
  }
  before_ += last_.size();
  if (more->empty()) {
    ended_ = true;
    before_ -= tail_.size();
    last_ = tail_;
    return {};
  }
  return last_ = *more;
}

inline bool reading::give(release one, std::size_t offset) {
  if (!how_.which.takes(one)) return true;
  if (++releases_ > most().releases) return fail({errc::limit, "fewer releases", offset, 0});
  if (to_.take(std::move(one))) return true;
  enough_ = true;
  return fail({errc::failed, "nothing more", offset, 0});
}

inline bool reading::count_asset(std::size_t offset) {
  return ++assets_ <= most().assets || fail({errc::limit, "fewer files", offset, 0});
}

inline bool reading::fail(const parse_error& why) {
  if (!failed_) error_ = why;
  failed_ = true;
  return false;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_READING_HPP
