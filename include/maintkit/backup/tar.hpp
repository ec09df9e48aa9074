// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The headers of tar archives: ustar, and pax where ustar's fields are too small (POSIX.1-2017, pax). The same member
// always gives the same bytes: no access times, no user names, no padding to a tape's block.
//
//   archive = tar_header(member) + content + tar_padding(size) … + tar_end()
#ifndef MAINTKIT_BACKUP_TAR_HPP
#define MAINTKIT_BACKUP_TAR_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

inline constexpr std::size_t tar_block = 512;

enum class tar_kind : char { file = '0', link = '2', directory = '5' };

struct tar_member {
  std::string path;  // relative; a directory's ends in '/'
  tar_kind kind = tar_kind::file;
  std::uint32_t mode = 0600;
  std::uint64_t uid = 0;
  std::uint64_t gid = 0;
  std::uint64_t size = 0;  // of the content: 0 but for a file
  std::int64_t mtime = 0;  // seconds
  std::string target;      // of a link
};

// The member's header: whole blocks.
std::string tar_header(const tar_member& what);

// How many zeros follow a content of that size.
constexpr std::size_t tar_padding(std::uint64_t size) { return (tar_block - size % tar_block) % tar_block; }

// The two blocks of zeros behind the last member.
inline std::string tar_end() { return std::string(2 * tar_block, '\0'); }

// Reads an archive's headers, block by block.
class tar_parser {
 public:
  enum class step : std::uint8_t {
    more,    // a header goes on in the next block
    member,  // member() is complete; its content and padding follow
    end,     // the archive's end was read
  };

  // Takes the block that comes next, tar_block bytes. An error's offset counts from the block's first byte.
  parsed<step> next(std::string_view block);
  const tar_member& member() const { return member_; }

 private:
  parsed<step> header(std::string_view block);
  parsed<step> record_end();
  bool take_record(std::string_view key, std::string_view value);

  tar_member member_;
  std::string records_;      // the pax records read so far
  std::size_t missing_ = 0;  // bytes of them yet to come
  std::optional<std::string> path_, target_;
  std::optional<std::uint64_t> size_;
  bool zeros_ = false;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// Where ustar keeps what.
struct tar_field {
  std::size_t offset, length;
};
inline constexpr tar_field tar_name{0, 100};
inline constexpr tar_field tar_mode{100, 8};
inline constexpr tar_field tar_uid{108, 8};
inline constexpr tar_field tar_gid{116, 8};
inline constexpr tar_field tar_size{124, 12};
inline constexpr tar_field tar_mtime{136, 12};
inline constexpr tar_field tar_checksum{148, 8};
inline constexpr tar_field tar_type{156, 1};
inline constexpr tar_field tar_target{157, 100};
inline constexpr tar_field tar_magic{257, 8};
inline constexpr std::string_view tar_magic_text{"ustar\00000", 8};

// What a field of octal digits, ended by a NUL, can hold.
constexpr std::uint64_t tar_most(tar_field f) { return (std::uint64_t{1} << (3 * (f.length - 1))) - 1; }

inline void put_text(std::string& block, tar_field f, std::string_view text) {
  block.replace(f.offset, (text.size() < f.length ? text.size() : f.length), text.substr(0, f.length));
}

inline void put_octal(std::string& block, tar_field f, std::uint64_t value) {
  for (std::size_t i = f.length - 1; i-- > 0; value >>= 3) block[f.offset + i] = static_cast<char>('0' + (value & 7));
}

// The sum of the header's bytes, those of the sum itself taken as blanks.
inline std::uint64_t tar_sum(std::string_view block) {
  std::uint64_t sum = std::uint64_t{tar_checksum.length} * ' ';
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool own = i >= tar_checksum.offset && i < tar_checksum.offset + tar_checksum.length;
    if (!own) sum += static_cast<unsigned char>(block[i]);
  }
  return sum;
}

// One header block; numbers that do not fit are 0 here and in a pax record.
inline std::string tar_block_of(const tar_member& m, char type, std::uint64_t size) {
  std::string block(tar_block, '\0');
  const auto fitting = [](std::uint64_t value, tar_field f) { return value <= tar_most(f) ? value : 0; };
  put_text(block, tar_name, m.path);
  put_octal(block, tar_mode, m.mode & 07777u);
  put_octal(block, tar_uid, fitting(m.uid, tar_uid));
  put_octal(block, tar_gid, fitting(m.gid, tar_gid));
  put_octal(block, tar_size, fitting(size, tar_size));
  put_octal(block, tar_mtime, m.mtime < 0 ? 0 : fitting(static_cast<std::uint64_t>(m.mtime), tar_mtime));
  block[tar_type.offset] = type;
  put_text(block, tar_target, m.target);
  put_text(block, tar_magic, tar_magic_text);
  put_octal(block, {tar_checksum.offset, 7}, tar_sum(block));  // six digits, NUL, blank
  block[tar_checksum.offset + 7] = ' ';
  return block;
}

// "LENGTH key=value\n", where LENGTH counts itself.
inline std::string pax_record(std::string_view key, std::string_view value) {
  const std::size_t rest = 1 + key.size() + 1 + value.size() + 1;
  std::size_t length = rest + 1;
  while (std::to_string(length).size() + rest != length) ++length;
  return std::to_string(length) + ' ' + std::string(key) + '=' + std::string(value) + '\n';
}

inline std::string pax_records(const tar_member& m) {
  std::string out;
  const bool long_path = m.path.size() > tar_name.length;
  const bool long_target = m.target.size() > tar_target.length;
  // Names are bytes; a record is UTF-8 unless it says otherwise.
  if ((long_path && utf8_fault(m.path) != std::string_view::npos) ||
      (long_target && utf8_fault(m.target) != std::string_view::npos)) {
    out += pax_record("hdrcharset", "BINARY");
  }
  if (long_path) out += pax_record("path", m.path);
  if (long_target) out += pax_record("linkpath", m.target);
  if (m.size > tar_most(tar_size)) out += pax_record("size", std::to_string(m.size));
  if (m.uid > tar_most(tar_uid)) out += pax_record("uid", std::to_string(m.uid));
  if (m.gid > tar_most(tar_gid)) out += pax_record("gid", std::to_string(m.gid));
  if (m.mtime < 0 || static_cast<std::uint64_t>(m.mtime) > tar_most(tar_mtime)) {
    out += pax_record("mtime", std::to_string(m.mtime));
  }
  return out;
}

inline std::string_view get_text(std::string_view block, tar_field f) {
  const std::string_view text = block.substr(f.offset, f.length);
  return text.substr(0, text.find('\0'));
}

inline std::optional<std::uint64_t> get_octal(std::string_view block, tar_field f) {
  std::uint64_t value = 0;
  const std::string_view digits = trim(get_text(block, f));
  for (const char c : digits) {
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + static_cast<std::uint64_t>(c - '0');
  }
  return digits.empty() ? std::nullopt : std::optional<std::uint64_t>(value);
}

}  // namespace detail

inline std::string tar_header(const tar_member& what) {
  std::string records = detail::pax_records(what);
  std::string out;
  if (!records.empty()) {
    tar_member extension;
    extension.path = "pax";
    out = detail::tar_block_of(extension, 'x', records.size());
    records.append(tar_padding(records.size()), '\0');
    out += records;
  }
  return out + detail::tar_block_of(what, static_cast<char>(what.kind), what.size);
}

inline parsed<tar_parser::step> tar_parser::next(std::string_view block) {
  if (block.size() != tar_block) return parse_error{errc::incomplete, "a block of 512 bytes", block.size(), 0};
  if (missing_ > 0) {
    const std::size_t part = missing_ < tar_block ? missing_ : tar_block;
    records_ += block.substr(0, part);
    missing_ -= part;
    return missing_ > 0 ? parsed<step>(step::more) : record_end();
  }
  if (block.find_first_not_of('\0') == std::string_view::npos) {
    const bool second = zeros_;
    zeros_ = true;
    return second ? step::end : step::more;
  }
  if (zeros_) return parse_error{errc::malformed, "a second block of zeros", 0, 1};
  return header(block);
}

inline parsed<tar_parser::step> tar_parser::header(std::string_view block) {
  using namespace detail;
  constexpr std::uint64_t most_records = std::uint64_t{1} << 20;
  if (get_octal(block, tar_checksum) != tar_sum(block)) {
    return parse_error{errc::malformed, "a header whose checksum is right", tar_checksum.offset, tar_checksum.length};
  }
  const auto size = get_octal(block, tar_size);
  const auto mtime = get_octal(block, tar_mtime);
  if (!size || !mtime) return parse_error{errc::malformed, "octal digits", tar_size.offset, tar_size.length};
  const char type = block[tar_type.offset];
  if (type == 'x') {
    if (*size == 0 || *size > most_records)
      return parse_error{errc::limit, "records of up to 1 MiB", tar_size.offset, 0};
    missing_ = static_cast<std::size_t>(*size);
    records_.clear();
    return step::more;
  }
  if (type != '0' && type != '2' && type != '5') {
    return parse_error{errc::unsupported, "a file, directory or symbolic link", tar_type.offset, 1};
  }
  member_.path = path_.value_or(std::string(get_text(block, tar_name)));
  member_.target = target_.value_or(std::string(get_text(block, tar_target)));
  member_.kind = static_cast<tar_kind>(type);
  member_.mode = static_cast<std::uint32_t>(get_octal(block, tar_mode).value_or(0) & 07777u);
  member_.uid = get_octal(block, tar_uid).value_or(0);
  member_.gid = get_octal(block, tar_gid).value_or(0);
  member_.mtime = static_cast<std::int64_t>(*mtime);
  member_.size = type == '0' ? size_.value_or(*size) : 0;
  path_.reset();
  target_.reset();
  size_.reset();
  return step::member;
}

inline bool tar_parser::take_record(std::string_view key, std::string_view value) {
  if (key == "path") path_ = std::string(value);
  if (key == "linkpath") target_ = std::string(value);
  if (key == "size") size_ = detail::whole_number(value);
  return key != "size" || size_.has_value();
}

inline parsed<tar_parser::step> tar_parser::record_end() {
  for (std::string_view rest = records_; !rest.empty();) {
    const std::size_t blank = rest.find(' ');
    const auto length = detail::whole_number<std::size_t>(rest.substr(0, blank));
    const bool fits = length && *length > blank + 2 && *length <= rest.size() && rest[*length - 1] == '\n';
    if (!fits) return parse_error{errc::malformed, "a pax record", 0, 0};
    std::string_view record = rest.substr(blank + 1, *length - blank - 2);
    rest.remove_prefix(*length);
    const std::string_view key = detail::take_until(record, '=');
    if (!take_record(key, record)) return parse_error{errc::malformed, "a pax record of a size", 0, 0};
  }
  return step::more;
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_TAR_HPP
