// maintkit 0.1.0: maintkit.hpp and what it includes, written by single_include/amalgamate.py
// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

// =========================================================================================== maintkit/detail/config.hpp

// The version of this copy, and the namespace that keeps two copies in one program apart. The check stands before the
// guard: a guard would hide the second copy and let the first one win in silence.
#if defined(MAINTKIT_VERSION) && MAINTKIT_VERSION != 100
#error "two versions of maintkit meet in one file: include one of them only"
#endif

#ifndef MAINTKIT_DETAIL_CONFIG_HPP
#define MAINTKIT_DETAIL_CONFIG_HPP

#define MAINTKIT_VERSION_MAJOR 0
#define MAINTKIT_VERSION_MINOR 1
#define MAINTKIT_VERSION_PATCH 0

#define MAINTKIT_VERSION (MAINTKIT_VERSION_MAJOR * 10000 + MAINTKIT_VERSION_MINOR * 100 + MAINTKIT_VERSION_PATCH)
#if MAINTKIT_VERSION != 100
#error "the check before the guard names another version than the three integers"
#endif

#define MAINTKIT_TEXT_OF(x) #x
#define MAINTKIT_TEXT(x) MAINTKIT_TEXT_OF(x)
#define MAINTKIT_VERSION_STRING         \
  MAINTKIT_TEXT(MAINTKIT_VERSION_MAJOR) \
  "." MAINTKIT_TEXT(MAINTKIT_VERSION_MINOR) "." MAINTKIT_TEXT(MAINTKIT_VERSION_PATCH)

// Everything lives in maintkit::vMAJOR_MINOR_PATCH, inline: two versions linked into one program are two sets of
// symbols. A vendor that wants a set of its own defines MAINTKIT_ABI_NAMESPACE before the first include.
#ifndef MAINTKIT_ABI_NAMESPACE
#define MAINTKIT_ABI_JOIN(major, minor, patch) v##major##_##minor##_##patch
#define MAINTKIT_ABI_NAME(major, minor, patch) MAINTKIT_ABI_JOIN(major, minor, patch)
#define MAINTKIT_ABI_NAMESPACE MAINTKIT_ABI_NAME(MAINTKIT_VERSION_MAJOR, MAINTKIT_VERSION_MINOR, MAINTKIT_VERSION_PATCH)
#endif

#endif  // MAINTKIT_DETAIL_CONFIG_HPP

// ============================================================================================= maintkit/detail/scan.hpp

// Bytes and numbers for readers: ASCII only, independent of the locale, bounded, constexpr.
#ifndef MAINTKIT_DETAIL_SCAN_HPP
#define MAINTKIT_DETAIL_SCAN_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_alpha(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_space(char c) { return is_blank(c) || (c >= '\n' && c <= '\r'); }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; }

// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

constexpr bool starts_with(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && text.substr(0, prefix.size()) == prefix;
}
constexpr bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}
constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

constexpr std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// How many leading bytes satisfy `accept`.
template <class Predicate>
constexpr std::size_t span_of(std::string_view text, Predicate accept) {
  std::size_t n = 0;
  while (n < text.size() && accept(text[n])) ++n;
  return n;
}

// The whole text as a decimal number of digits only, or nothing: no sign, no blank, no overflow, not empty.
template <class Unsigned = std::uint64_t>
constexpr std::optional<Unsigned> whole_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  Unsigned value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    const auto digit = static_cast<Unsigned>(c - '0');
    constexpr Unsigned most = static_cast<Unsigned>(-1);
    if (value > static_cast<Unsigned>((most - digit) / 10)) return std::nullopt;
    value = static_cast<Unsigned>(value * 10 + digit);
  }
  return value;
}

// Takes the text up to `separator` off the front, and the separator; the rest is empty when there is none.
constexpr std::string_view take_until(std::string_view& rest, char separator) {
  const std::size_t at = rest.find(separator);
  const std::string_view head = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return head;
}

// Length of the valid UTF-8 sequence at the front (1 to 4), or 0: overlong forms, surrogates and anything past
// U+10FFFF are refused (RFC 3629, table in section 4).
constexpr std::size_t utf8_sequence(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0u) == 0x80u; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    if ((first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) > 0x9f)) return 0;
    return follows(1) && follows(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    if ((first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) > 0x8f)) return 0;
    return follows(1) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

// Offset of the first byte that is not valid UTF-8, or npos.
constexpr std::size_t utf8_fault(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t n = utf8_sequence(text.substr(at));
    if (n == 0) return at;
    at += n;
  }
  return std::string_view::npos;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_SCAN_HPP

// =========================================================================================== maintkit/detail/sha256.hpp

// SHA-256 (FIPS 180-4), streaming, in constant memory. On x86-64 the SHA instructions are used where the processor has
// them, found at run time; the answer is the same.
//
//   detail::sha256 hash;
//   hash.update("abc");
//   hash.hex();   // "ba7816bf8f01cfea…"
#ifndef MAINTKIT_DETAIL_SHA256_HPP
#define MAINTKIT_DETAIL_SHA256_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

class sha256 {
 public:
  using digest = std::array<unsigned char, 32>;

  // What does the work: `portable` is for tests, which hold it against the other.
  enum class engine : std::uint8_t { fastest, portable };

  explicit sha256(engine which = engine::fastest);

  void update(std::string_view bytes);

  // The digest of everything so far. More may follow: the state is left as it was.
  digest finish() const;
  std::string hex() const;  // the same in 64 lower-case digits

 private:
  using compressor = void (*)(std::uint32_t*, const unsigned char*, std::size_t blocks);

  std::uint32_t state_[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                             0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};  // section 5.3.3
  std::uint64_t length_ = 0;                                                   // bytes
  unsigned char pending_[64] = {};                                             // the last length_ % 64 bytes
  compressor compress_;
};

inline std::string sha256_hex(std::string_view bytes) {
  sha256 hash;
  hash.update(bytes);
  return hash.hex();
}

// ---------------------------------------------------------------------------------------------------------------------

// Section 4.2.2. Aligned for the vector loads.
alignas(16) inline constexpr std::uint32_t sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

inline constexpr std::uint32_t rotate_right(std::uint32_t x, unsigned n) { return (x >> n) | (x << (32 - n)); }

// One round (section 6.2.2, step 3). The eight working variables are renamed by the caller instead of moved.
inline void sha256_round(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t& d, std::uint32_t e,
                         std::uint32_t f, std::uint32_t g, std::uint32_t& h, std::uint32_t word) {
  const std::uint32_t sum1 = rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25);
  const std::uint32_t t1 = h + sum1 + (g ^ (e & (f ^ g))) + word;
  const std::uint32_t sum0 = rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22);
  d += t1;
  h = t1 + sum0 + ((a & b) | (c & (a | b)));
}

inline void sha256_portable(std::uint32_t* state, const unsigned char* block, std::size_t blocks) {
  for (; blocks > 0; --blocks, block += 64) {
    std::uint32_t w[64];
    for (std::size_t t = 0; t < 16; ++t) {
      w[t] = std::uint32_t{block[4 * t]} << 24 | std::uint32_t{block[4 * t + 1]} << 16 |
             std::uint32_t{block[4 * t + 2]} << 8 | std::uint32_t{block[4 * t + 3]};
    }
    for (std::size_t t = 16; t < 64; ++t) {
      const std::uint32_t x = w[t - 15];
      const std::uint32_t y = w[t - 2];
      w[t] = w[t - 16] + (rotate_right(x, 7) ^ rotate_right(x, 18) ^ (x >> 3)) + w[t - 7] +
             (rotate_right(y, 17) ^ rotate_right(y, 19) ^ (y >> 10));
    }
    std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    std::uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (std::size_t t = 0; t < 64; t += 8) {
      const std::uint32_t* const k = sha256_constants + t;
      const std::uint32_t* const x = w + t;
      sha256_round(a, b, c, d, e, f, g, h, k[0] + x[0]);
      sha256_round(h, a, b, c, d, e, f, g, k[1] + x[1]);
      sha256_round(g, h, a, b, c, d, e, f, k[2] + x[2]);
      sha256_round(f, g, h, a, b, c, d, e, k[3] + x[3]);
      sha256_round(e, f, g, h, a, b, c, d, k[4] + x[4]);
      sha256_round(d, e, f, g, h, a, b, c, k[5] + x[5]);
      sha256_round(c, d, e, f, g, h, a, b, k[6] + x[6]);
      sha256_round(b, c, d, e, f, g, h, a, k[7] + x[7]);
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
  }
}

#if defined(__x86_64__) && defined(__GNUC__) && (defined(__clang__) || __GNUC__ >= 8)
#define MAINTKIT_SHA256_X86

// The compiler's own vector types and builtins: <immintrin.h> would triple the time to compile this header.
using int_quad = int __attribute__((vector_size(16)));
using byte_row = char __attribute__((vector_size(16)));

// cpuid leaf 7: EBX bit 29 is SHA; leaf 1: ECX bit 9 is SSSE3 and bit 19 SSE4.1, which the schedule needs too.
inline bool has_sha_instructions() {
  const auto cpuid = [](std::uint32_t leaf, std::uint32_t& ebx, std::uint32_t& ecx) {
    std::uint32_t eax = leaf, edx = 0;
    ecx = 0;
    __asm__("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
    return eax;
  };
  std::uint32_t ebx = 0, ecx = 0;
  if (cpuid(0, ebx, ecx) < 7) return false;
  cpuid(1, ebx, ecx);
  if ((ecx & (1u << 9)) == 0 || (ecx & (1u << 19)) == 0) return false;
  cpuid(7, ebx, ecx);
  return (ebx & (1u << 29)) != 0;
}

// Four rounds and the schedule's next four words per step; the names are those of the instructions' own manual: the
// state travels as (A B E F) and (C D G H), highest word first.
__attribute__((target("sha,sse4.1"))) inline void sha256_x86(std::uint32_t* state, const unsigned char* block,
                                                             std::size_t blocks) {
  constexpr byte_row big_endian = {3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12};
  const auto word = [&](int i) { return static_cast<int>(state[i]); };
  int_quad abef = {word(5), word(4), word(1), word(0)};
  int_quad cdgh = {word(7), word(6), word(3), word(2)};
  for (; blocks > 0; --blocks, block += 64) {
    const int_quad abef_before = abef;
    const int_quad cdgh_before = cdgh;
    byte_row raw[4];
    int_quad w[4];
    std::memcpy(raw, block, sizeof raw);
    for (unsigned i = 0; i < 4; ++i) w[i] = int_quad(__builtin_ia32_pshufb128(raw[i], big_endian));
#pragma GCC unroll 16
    for (unsigned t = 0; t < 16; ++t) {
      int_quad& now = w[t % 4];
      int_quad k;
      std::memcpy(&k, sha256_constants + 4 * t, sizeof k);
      const int_quad sum = now + k;
      cdgh = __builtin_ia32_sha256rnds2(cdgh, abef, sum);
      abef = __builtin_ia32_sha256rnds2(abef, cdgh, int_quad{sum[2], sum[3], sum[0], sum[1]});
      if (t >= 12) continue;
      const int_quad third = w[(t + 2) % 4];
      const int_quad last = w[(t + 3) % 4];
      const int_quad shifted = {third[1], third[2], third[3], last[0]};
      now = __builtin_ia32_sha256msg2(__builtin_ia32_sha256msg1(now, w[(t + 1) % 4]) + shifted, last);
    }
    abef += abef_before;
    cdgh += cdgh_before;
  }
  const int order[8] = {abef[3], abef[2], cdgh[3], cdgh[2], abef[1], abef[0], cdgh[1], cdgh[0]};
  for (int i = 0; i < 8; ++i) state[i] = static_cast<std::uint32_t>(order[i]);
}
#endif

inline sha256::sha256(engine which) : compress_(&sha256_portable) {
  (void)which;
#ifdef MAINTKIT_SHA256_X86
  if (which == engine::fastest && has_sha_instructions()) compress_ = &sha256_x86;
#endif
}

inline void sha256::update(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t held = length_ % 64;
  length_ += bytes.size();
  if (held > 0) {
    const std::size_t n = bytes.size() < 64 - held ? bytes.size() : 64 - held;
    std::memcpy(pending_ + held, bytes.data(), n);
    bytes.remove_prefix(n);
    if (held + n < 64) return;
    compress_(state_, pending_, 1);
  }
  compress_(state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size() / 64);
  bytes.remove_prefix(bytes.size() / 64 * 64);
  if (!bytes.empty()) std::memcpy(pending_, bytes.data(), bytes.size());
}

// Padding of section 5.1.1: a one bit, zeros, and the length in bits as 64 bits big-endian, up to a whole block.
inline sha256::digest sha256::finish() const {
  sha256 rest = *this;
  const std::uint64_t bits = length_ * 8;
  char padding[72] = {'\x80'};
  const std::size_t held = length_ % 64;
  const std::size_t zeros_end = (held < 56 ? 56 : 120) - held;
  for (std::size_t i = 0; i < 8; ++i) padding[zeros_end + i] = static_cast<char>(bits >> (56 - 8 * i));
  rest.update(std::string_view(padding, zeros_end + 8));
  digest out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<unsigned char>(rest.state_[i / 4] >> (24 - 8 * (i % 4)));
  }
  return out;
}

inline std::string sha256::hex() const {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : finish()) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

#undef MAINTKIT_SHA256_X86

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_SHA256_HPP

// =================================================================================================== maintkit/error.hpp

// Errors are values. A function that can fail returns result<T>: the value, or an error that says what was being done,
// why it did not work and, for text, at which byte.
//
//   auto v = maintkit::version::parse(scheme::calver, "2025.x");
//   if (!v) std::fputs(maintkit::render(maintkit::error(v.error(), "version", "2025.x")).c_str(), stderr);
#ifndef MAINTKIT_ERROR_HPP
#define MAINTKIT_ERROR_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {

// Why something did not work, coarse enough to act on. exit_status() maps each to the command's exit code.
enum class errc : std::uint8_t {
  malformed,    // input that breaks its grammar
  incomplete,   // input that ends too early
  limit,        // input past a stated bound
  unsupported,  // well formed, but nothing maintkit reads or does
  invalid,      // an argument that can't be meant
  missing,      // a file, program or entry that is not there
  denied,       // no permission
  exists,       // would overwrite
  io,           // the system refused: disk full, read error …
  failed,       // it was done, and the answer is no: a child process failed, a hash differs
  busy,         // locked by another run
  timed_out,    // the deadline passed
  unreachable,  // no connection, no such host
  refused,      // a guard said no, and nothing was changed
  changed,      // what was planned on has changed since
};

// A stable lower-case word for programs: "malformed", "timed_out" …
constexpr std::string_view to_string(errc code);

// 1 no or failed, 2 input that can't be read, 3 can't tell, 4 refused and nothing changed.
constexpr int exit_status(errc code);

// Where and why a text could not be read. Literal, allocation-free; `expected` is static text that completes
// "expected …": "a digit", "'.'", "the end".
struct parse_error {
  errc code = errc::malformed;
  const char* expected = "";
  std::size_t offset = 0;  // bytes from the start of the text
  std::size_t length = 0;  // bytes at fault; 0: something is missing here
};

// An error that owns its words.
struct error {
  errc code = errc::failed;
  std::string what;  // what was being read or done: "version", "/etc/x.conf", "connect"
  std::string why;   // the reason and, where there is one, the remedy
  std::string text;  // the line at fault, or empty
  std::size_t offset = 0;
  std::size_t length = 0;

  error() = default;
  error(errc c, std::string what_, std::string why_) : code(c), what(std::move(what_)), why(std::move(why_)) {}
  error(const parse_error& e, std::string what_, std::string_view source);
};

// "WHAT: WHY", then for a text the text and a caret below the bytes at fault. Control bytes are shown as \xNN, long
// lines are cut around the fault; ends with a newline.
std::string render(const error& e);

// A value or an error. Never throws; reading the side that is not there is undefined, as with std::optional.
template <class T, class E = error>
class [[nodiscard]] result {
 public:
  constexpr result(T value) : value_(std::move(value)) {}
  constexpr result(E failure) : error_(std::move(failure)) {}

  constexpr explicit operator bool() const { return value_.has_value(); }
  constexpr const T& operator*() const& { return *value_; }
  constexpr T& operator*() & { return *value_; }
  constexpr T&& operator*() && { return std::move(*value_); }
  constexpr const T* operator->() const { return &*value_; }
  constexpr T* operator->() { return &*value_; }
  constexpr const E& error() const { return error_; }

 private:
  std::optional<T> value_;
  E error_{};
};

// Success without a value: `return {};`.
template <class E>
class [[nodiscard]] result<void, E> {
 public:
  constexpr result() = default;
  constexpr result(E failure) : failed_(true), error_(std::move(failure)) {}

  constexpr explicit operator bool() const { return !failed_; }
  constexpr const E& error() const { return error_; }

 private:
  bool failed_ = false;
  E error_{};
};

// What the allocation-free parsers return.
template <class T>
using parsed = result<T, parse_error>;

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(errc code) {
  constexpr std::string_view names[] = {"malformed", "incomplete", "limit",       "unsupported", "invalid",
                                        "missing",   "denied",     "exists",      "io",          "failed",
                                        "busy",      "timed_out",  "unreachable", "refused",     "changed"};
  return names[static_cast<std::size_t>(code)];
}

constexpr int exit_status(errc code) {
  if (code <= errc::invalid) return 2;
  if (code <= errc::failed) return 1;
  return code <= errc::unreachable ? 3 : 4;
}

namespace detail {

// One character of an excerpt: control bytes must not reach a terminal.
inline void append_shown(std::string& out, char c) {
  constexpr char hex[] = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte != 0x7f) {
    out += c;
    return;
  }
  out += "\\x";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

inline std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text) append_shown(out, c);
  return out;
}

// A byte within a character of UTF-8.
constexpr bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// Columns that `text` takes on a terminal, one per code point.
inline std::size_t columns(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += !continues(c);
  return n;
}

// The part of `text` around offset that fits a line, and where the fault stands in it. Cut between characters; none is
// longer than four bytes, so that bytes that are no UTF-8 can't move a cut far.
inline void append_excerpt(std::string& out, std::string_view text, std::size_t offset, std::size_t length) {
  constexpr std::size_t before = 40;
  constexpr std::size_t width = 72;
  if (offset > text.size()) offset = text.size();
  std::size_t start = text.size() <= width || offset <= before ? 0 : offset - before;
  for (int n = 0; n < 3 && start > 0 && continues(text[start]); ++n) --start;
  std::size_t stop = text.size() - start <= width ? text.size() : start + width;
  for (int n = 0; n < 3 && stop < text.size() && continues(text[stop]); ++n) ++stop;

  const std::string lead = (start > 0 ? "…" : "") + shown(text.substr(start, offset - start));
  const std::size_t marked = length > stop - offset ? stop - offset : length;
  const std::string fault = shown(text.substr(offset, marked));
  out += "  " + lead + fault + shown(text.substr(offset + marked, stop - offset - marked));
  out += stop < text.size() ? "…\n  " : "\n  ";
  out.append(columns(lead), ' ');
  const std::size_t tail = columns(fault);
  out += '^';
  if (tail > 1) out.append(tail - 1, '~');
  out += '\n';
}

}  // namespace detail

inline error::error(const parse_error& e, std::string what_, std::string_view source)
    : code(e.code),
      what(std::move(what_)),
      why(std::string("expected ") + e.expected + " at byte " + std::to_string(e.offset)),
      text(source),
      offset(e.offset),
      length(e.length) {}

inline std::string render(const error& e) {
  std::string out = detail::shown(e.what);
  if (!e.why.empty()) out += ": " + detail::shown(e.why);
  out += '\n';
  if (!e.text.empty()) detail::append_excerpt(out, e.text, e.offset, e.length);
  return out;
}

}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ERROR_HPP

// ============================================================================================ maintkit/detail/block.hpp

// Some bytes looked at together: 16 with SSE2 or NEON (both are part of their 64-bit architectures, nothing is asked of
// the CPU at run time), else 8 in one machine word. A mask has one bit, or as many as first() knows, for each byte.
// MAINTKIT_PORTABLE, if defined, asks for the machine word.
//
//   for (; end - at >= block::width; at += block::width)
//     if (auto found = block(at).equal('<') | block(at).below(0x20)) return at + block::first(found);
#ifndef MAINTKIT_DETAIL_BLOCK_HPP
#define MAINTKIT_DETAIL_BLOCK_HPP

#if defined(MAINTKIT_PORTABLE)
#elif defined(__SSE2__) || defined(_M_X64)
#define MAINTKIT_SSE2
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__) && !defined(__ARM_BIG_ENDIAN)
#define MAINTKIT_NEON
#include <arm_neon.h>
#endif

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// How many zero bits stand below the lowest one; not for 0.
inline unsigned trailing_zeros(std::uint64_t bits) {
#if defined(__GNUC__)
  return static_cast<unsigned>(__builtin_ctzll(bits));
#else
  unsigned n = 0;
  for (; (bits & 1u) == 0; bits >>= 1) ++n;
  return n;
#endif
}

#if defined(MAINTKIT_SSE2)

class block {
 public:
  using mask = std::uint32_t;  // one bit a byte
  static constexpr std::size_t width = 16;

  explicit block(const char* at) : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))) {}
  mask equal(char c) const { return bits(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))); }
  // Bytes under `bound`, unsigned.
  mask below(unsigned char bound) const {
    const __m128i most = _mm_set1_epi8(static_cast<char>(bound - 1));
    return bits(_mm_cmpeq_epi8(_mm_max_epu8(bytes_, most), most));
  }
  mask above_ascii() const { return bits(bytes_); }
  static std::size_t first(mask m) { return trailing_zeros(m); }

 private:
  static mask bits(__m128i m) { return static_cast<mask>(_mm_movemask_epi8(m)); }
  __m128i bytes_;
};

#elif defined(MAINTKIT_NEON)

class block {
 public:
  using mask = std::uint64_t;  // four bits a byte
  static constexpr std::size_t width = 16;

  explicit block(const char* at) : bytes_(vld1q_u8(reinterpret_cast<const std::uint8_t*>(at))) {}
  mask equal(char c) const { return bits(vceqq_u8(bytes_, vdupq_n_u8(static_cast<std::uint8_t>(c)))); }
  mask below(unsigned char bound) const { return bits(vcltq_u8(bytes_, vdupq_n_u8(bound))); }
  mask above_ascii() const { return bits(vcgeq_u8(bytes_, vdupq_n_u8(0x80))); }
  static std::size_t first(mask m) { return trailing_zeros(m) / 4; }

 private:
  static mask bits(uint8x16_t m) {
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(m), 4)), 0);
  }
  uint8x16_t bytes_;
};

#else

class block {
 public:
  using mask = std::uint64_t;  // the high bit of each byte
  static constexpr std::size_t width = 8;

  explicit block(const char* at) {
    std::memcpy(&bytes_, at, width);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes_ = __builtin_bswap64(bytes_);
#endif
  }
  mask equal(char c) const { return under(bytes_ ^ (ones * static_cast<unsigned char>(c)), 1); }
  mask below(unsigned char bound) const { return under(bytes_, bound); }
  mask above_ascii() const { return bytes_ & (ones * 0x80); }
  static std::size_t first(mask m) { return trailing_zeros(m) / 8; }

 private:
  static constexpr std::uint64_t ones = 0x0101010101010101;
  // Bytes under `bound` (at most 0x80): the sum of seven bits and what is missing to 0x80 never carries into a
  // neighbour.
  static mask under(std::uint64_t bytes, unsigned char bound) {
    return ~(((bytes & (ones * 0x7f)) + ones * (0x80u - bound)) | bytes) & (ones * 0x80);
  }
  std::uint64_t bytes_ = 0;
};

#endif

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#undef MAINTKIT_SSE2
#undef MAINTKIT_NEON

#endif  // MAINTKIT_DETAIL_BLOCK_HPP

// ============================================================================================= maintkit/detail/utf8.hpp

// UTF-8 for readers that decode: code points to bytes, and characters that a chunk's end has cut.
#ifndef MAINTKIT_DETAIL_UTF8_HPP
#define MAINTKIT_DETAIL_UTF8_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

inline constexpr char32_t replacement_character = 0xfffd;

// `code` must be a Unicode scalar value: at most U+10FFFF, no surrogate.
inline void append_utf8(std::string& out, char32_t code) {
  const auto trail = [&](int shift) { out += static_cast<char>(0x80u | ((code >> shift) & 0x3fu)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0u | (code >> 6));
    trail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0u | (code >> 12));
    trail(6);
    trail(0);
  } else {
    out += static_cast<char>(0xf0u | (code >> 18));
    trail(12);
    trail(6);
    trail(0);
  }
}

// Does `text` begin like a valid sequence, and end before that sequence does? The second byte alone has narrower bounds
// than the others (RFC 3629, section 4), and either its lowest or its highest value fits any first byte.
constexpr bool utf8_is_cut(std::string_view text) {
  if (text.empty() || text.size() > 3) return false;
  for (const char filler : {'\x80', '\xbf'}) {
    char whole[4] = {filler, filler, filler, filler};
    for (std::size_t i = 0; i < text.size(); ++i) whole[i] = text[i];
    if (utf8_sequence(std::string_view(whole, 4)) > text.size()) return true;
  }
  return false;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_UTF8_HPP

// =========================================================================================== maintkit/detail/window.hpp

// The part of a document that a pull reader has before it: a chunk as it came, or, where the chunk before it left some
// bytes unread because they need what follows, those bytes and the chunk in one piece.
#ifndef MAINTKIT_DETAIL_WINDOW_HPP
#define MAINTKIT_DETAIL_WINDOW_HPP

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

// ============================================================================================= maintkit/json/reader.hpp

// A strict JSON pull reader: every byte of the document is checked against RFC 8259, also of what is passed over. The
// document is in memory, or comes in chunks, and wherever the chunks are cut the tokens are the same.
//
//   json::reader r{json::limits{}};
//   while (more) {
//     r.feed(chunk);                                   // the chunk stays where it is until next() asks for more
//     while ((t = r.next()) < json::token::end) …      // a token
//   }                                                  // here: need_more, error, or end
//   r.finish();
//
// What is refused though some readers take it: a byte order mark, NUL, comments, NaN, text behind the value, bytes that
// are not UTF-8, \u escapes of half a surrogate pair. A key that comes twice is handed out twice (RFC 8259, section 4
// leaves it open); a caller that assigns as it reads has the last one win, as in Python, JavaScript and Go.
#ifndef MAINTKIT_JSON_READER_HPP
#define MAINTKIT_JSON_READER_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace json {

// The last three are no tokens of the document: it is complete, it goes on in the next chunk, it can't be read.
enum class token : std::uint8_t {
  object_begin,
  object_end,
  array_begin,
  array_end,
  key,
  string,
  number,
  true_value,
  false_value,
  null_value,
  end,
  need_more,
  error,
};

// What a document may be at most; more is errc::limit.
struct limits {
  std::size_t depth = 256;                             // containers inside each other; above 1,024 it is 1,024
  std::size_t token_bytes = std::size_t{16} << 20;     // a key, string or number that is handed out, as it is written
  std::size_t bytes = std::size_t{1} << 30;            // the document
  std::size_t count = std::size_t{100} * 1000 * 1000;  // tokens
};

class reader {
 public:
  // A document in memory; the text must outlive the reader.
  explicit reader(std::string_view whole, const limits& most = {}) : reader(most) {
    feed(whole);
    finish();
  }
  // A document in chunks: feed() each, finish() after the last.
  explicit reader(const limits& most) : limits_(most) { limits_.depth = (std::min)(limits_.depth, deepest); }

  reader(const reader&) = delete;
  reader& operator=(const reader&) = delete;

  // The next piece. Nothing is copied but a character or escape that was cut, and the beginning of a token that the
  // caller gets: the chunk must stay until next() answers need_more. To be called first, and then only after that.
  void feed(std::string_view chunk);
  // There are no more chunks; next() may still have tokens.
  void finish() { in_.final = true; }

  token next();

  // The decoded text of the last key or string, or a number as it stands. Valid until the next call of next().
  std::string_view text() const { return text_; }

  // Passes over what the last token opened: behind a key its value, behind object_begin or array_begin everything up
  // to and with the end. Behind any other token there is nothing to pass. The work, and any error, comes in next().
  void skip();

  // Why next() answered token::error.
  const parse_error& error() const { return error_; }

  // Where the last token began, in bytes from the start of the document.
  std::size_t offset() const { return token_at_; }
  // How many containers are open.
  std::size_t depth() const { return depth_; }

 private:
  // What may come next; `failed` also stands for: nothing ever again.
  enum class place : std::uint8_t { value, first_element, key, first_key, colon, comma, document_end, failed };
  enum class outcome : std::uint8_t { ok, cut, bad };

  static constexpr std::size_t deepest = 1024;

  template <bool Keep>
  token step();
  template <bool Keep>
  token value(char first);
  template <bool Keep>
  token string(token kind);
  template <bool Keep>
  token number();
  template <bool Keep>
  outcome escape();
  token literal(std::string_view word, token kind);
  token open(token kind);
  token close();
  template <bool Keep>
  token finished(token kind, const char* run);
  template <bool Keep>
  token pause(token kind, const char* run);
  token exhausted();
  token fail(errc code, const char* expected, std::size_t offset, std::size_t length);
  token fail_here(const char* expected) { return fail(errc::malformed, expected, in_.offset(), 1); }
  const char* expectation() const;

  bool too_long() const { return in_.offset() - token_at_ > limits_.token_bytes; }
  bool in_object() const { return ((objects_[(depth_ - 1) / 64] >> ((depth_ - 1) % 64)) & 1u) != 0; }

  maintkit::detail::window in_;
  std::size_t token_at_ = 0;
  std::size_t depth_ = 0;
  std::size_t count_ = 0;
  std::size_t skip_floor_ = 0;  // skipping goes on until the depth is back here
  bool skipping_ = false;
  bool holding_ = false;  // the text of this token is in held_, not in the chunk
  place place_ = place::value;
  token last_ = token::end;
  token unfinished_ = token::end;  // the key, string or number that the chunk's end cut
  std::uint8_t number_state_ = 0;
  std::uint64_t objects_[deepest / 64] = {};  // one bit for each open container: is it an object?
  std::string_view text_;
  std::string held_;  // text that isn't in one piece in the document: with escapes, or over a chunk's end
  limits limits_;
  parse_error error_;
};

// Is this one JSON value and nothing else, within the limits?
result<void, parse_error> validate(std::string_view text, const limits& most = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using maintkit::detail::block;

// The first byte from `at` that can't stand in a string as it is: quote, backslash, control or not ASCII.
inline const char* plain_end(const char* at, const char* end) {
  const auto special = [](const block& b) { return b.equal('"') | b.equal('\\') | b.below(0x20) | b.above_ascii(); };
  for (; static_cast<std::size_t>(end - at) >= block::width; at += block::width) {
    if (const block::mask found = special(block(at)); found != 0) return at + block::first(found);
  }
  while (at != end && *at != '"' && *at != '\\' && static_cast<signed char>(*at) >= 0x20) ++at;
  return at;
}

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

inline const char* space_end(const char* at, const char* end) {
  while (at != end && is_space(*at)) ++at;
  return at;
}

// RFC 8259, section 6, as a machine: number = [ "-" ] int [ frac ] [ exp ]. Rows are states, columns kinds of byte; 0
// ends the number.
enum : std::uint8_t { stop, start, minus, zero, integer, point, fraction, e, sign, exponent };
inline constexpr std::uint8_t number_steps[][6] = {
    // 0        1-9       -      +     .      e E
    {stop, stop, stop, stop, stop, stop},          // stop
    {zero, integer, minus, stop, stop, stop},      // start
    {zero, integer, stop, stop, stop, stop},       // minus
    {stop, stop, stop, stop, point, e},            // zero
    {integer, integer, stop, stop, point, e},      // integer
    {fraction, fraction, stop, stop, stop, stop},  // point
    {fraction, fraction, stop, stop, stop, e},     // fraction
    {exponent, exponent, sign, sign, stop, stop},  // e
    {exponent, exponent, stop, stop, stop, stop},  // sign
    {exponent, exponent, stop, stop, stop, stop},  // exponent
};

constexpr bool is_number(std::uint8_t state) {
  return state == zero || state == integer || state == fraction || state == exponent;
}

constexpr std::uint8_t number_step(std::uint8_t state, char c) {
  if (c >= '1' && c <= '9') return number_steps[state][1];
  switch (c) {
    case '0':
      return number_steps[state][0];
    case '-':
      return number_steps[state][2];
    case '+':
      return number_steps[state][3];
    case '.':
      return number_steps[state][4];
    case 'e':
    case 'E':
      return number_steps[state][5];
    default:
      return stop;
  }
}

// The value of four hexadecimal digits, or -1.
constexpr int hex4(const char* digits) {
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = maintkit::detail::hex_value(digits[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

}  // namespace detail

inline void reader::feed(std::string_view chunk) {
  if (place_ != place::failed && !in_.final) in_.add(in_.admit(chunk, limits_.bytes));
}

inline token reader::next() {
  while (skipping_) {
    const token passed = step<false>();
    if (passed >= token::end) return passed;
    skipping_ = depth_ > skip_floor_;
  }
  return last_ = step<true>();
}

inline void reader::skip() {
  const bool container = last_ == token::object_begin || last_ == token::array_begin;
  if (!container && last_ != token::key) return;
  skip_floor_ = container ? depth_ - 1 : depth_;
  skipping_ = true;
  last_ = token::end;
}

template <bool Keep>
token reader::step() {
  if (unfinished_ != token::end) return unfinished_ == token::number ? number<Keep>() : string<Keep>(unfinished_);
  for (;;) {
    in_.at = detail::space_end(in_.at, in_.end);
    if (in_.at == in_.end) return exhausted();
    const char c = *in_.at;
    switch (place_) {
      case place::first_element:
        if (c == ']') return close();
        return value<Keep>(c);
      case place::value:
        return value<Keep>(c);
      case place::first_key:
        if (c == '}') return close();
        [[fallthrough]];
      case place::key:
        if (c != '"') return fail_here(expectation());
        token_at_ = in_.offset();
        ++in_.at;
        return string<Keep>(token::key);
      case place::colon:
        if (c != ':') return fail_here(expectation());
        place_ = place::value;
        break;
      case place::comma:
        if (c == (in_object() ? '}' : ']')) return close();
        if (c != ',') return fail_here(expectation());
        place_ = in_object() ? place::key : place::value;
        break;
      case place::document_end:
      case place::failed:
        return fail_here(expectation());
    }
    ++in_.at;
  }
}

template <bool Keep>
token reader::value(char first) {
  token_at_ = in_.offset();
  switch (first) {
    case '"':
      ++in_.at;
      return string<Keep>(token::string);
    case '{':
      return open(token::object_begin);
    case '[':
      return open(token::array_begin);
    case 't':
      return literal("true", token::true_value);
    case 'f':
      return literal("false", token::false_value);
    case 'n':
      return literal("null", token::null_value);
    default:
      number_state_ = detail::start;
      return number<Keep>();
  }
}

inline token reader::open(token kind) {
  if (depth_ >= limits_.depth) return fail(errc::limit, "no deeper nesting", in_.offset(), 1);
  const std::uint64_t bit = std::uint64_t{1} << (depth_ % 64);
  std::uint64_t& word = objects_[depth_ / 64];
  word = kind == token::object_begin ? word | bit : word & ~bit;
  ++depth_;
  ++in_.at;
  place_ = kind == token::object_begin ? place::first_key : place::first_element;
  if (++count_ > limits_.count) return fail(errc::limit, "fewer values", token_at_, 1);
  return kind;
}

inline token reader::close() {
  const token kind = in_object() ? token::object_end : token::array_end;
  token_at_ = in_.offset();
  ++in_.at;
  --depth_;
  return finished<false>(kind, in_.at);
}

// A token is complete; its text, if it has one, ends at in_.at and begins at `run` or, where it was held, in held_.
template <bool Keep>
token reader::finished(token kind, const char* run) {
  if (Keep) {
    if (too_long()) return fail(errc::limit, "a shorter string or number", token_at_, 1);
    text_ = std::string_view(run, static_cast<std::size_t>(in_.at - run));
    if (holding_) text_ = held_.append(text_);
  }
  holding_ = false;
  unfinished_ = token::end;
  if (++count_ > limits_.count) return fail(errc::limit, "fewer values", token_at_, 1);
  place_ = kind == token::key ? place::colon : depth_ == 0 ? place::document_end : place::comma;
  return kind;
}

// The chunk ends inside a key, string or number.
template <bool Keep>
token reader::pause(token kind, const char* run) {
  unfinished_ = kind;
  if (Keep) {
    if (too_long()) return fail(errc::limit, "a shorter string or number", token_at_, 1);
    if (!holding_) held_.clear();
    holding_ = true;
    held_.append(run, in_.at);
  }
  return exhausted();
}

template <bool Keep>
token reader::string(token kind) {
  const char* run = in_.at;
  for (;;) {
    in_.at = detail::plain_end(in_.at, in_.end);
    if (in_.at == in_.end) return pause<Keep>(kind, run);
    if (*in_.at == '"') {
      const token done = finished<Keep>(kind, run);
      if (done == kind) ++in_.at;
      return done;
    }
    if (Keep && too_long()) return fail(errc::limit, "a shorter string or number", token_at_, 1);
    if (*in_.at == '\\') {
      if (Keep) {
        if (!holding_) held_.clear();
        holding_ = true;
        held_.append(run, in_.at);
      }
      run = in_.at;
      const outcome read = escape<Keep>();
      if (read == outcome::cut) return pause<Keep>(kind, run);
      if (read == outcome::bad) return token::error;
      run = in_.at;
    } else if (const std::size_t n = maintkit::detail::utf8_sequence(in_.rest()); n > 1) {
      in_.at += n;
    } else if (maintkit::detail::utf8_is_cut(in_.rest())) {
      return pause<Keep>(kind, run);
    } else {
      return fail_here(n == 1 ? "an escape for a control character" : "UTF-8");
    }
  }
}

// in_.at stands at a backslash, and moves only past a whole escape.
template <bool Keep>
reader::outcome reader::escape() {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  const std::string_view text = in_.rest();
  if (text.size() < 2) return outcome::cut;
  if (const std::size_t i = letters.find(text[1]); i != std::string_view::npos) {
    if (Keep) held_ += meanings[i];
    in_.at += 2;
    return outcome::ok;
  }
  const auto refuse = [&](const char* expected) {
    fail(errc::malformed, expected, in_.offset(), text[1] == 'u' ? 6 : 2);
    return outcome::bad;
  };
  if (text[1] != 'u') return refuse("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
  if (text.size() < 6) return outcome::cut;
  int code = detail::hex4(text.data() + 2);
  if (code < 0) return refuse("four hexadecimal digits");
  std::size_t length = 6;
  if (code >= 0xdc00 && code <= 0xdfff) return refuse("a high surrogate before the low one");
  if (code >= 0xd800 && code <= 0xdbff) {
    constexpr std::string_view lead = "\\u";
    const std::string_view behind = text.substr(6);
    if (behind.size() < 6 && lead.substr(0, behind.size()) == behind.substr(0, 2)) return outcome::cut;
    const int low = maintkit::detail::starts_with(behind, lead) ? detail::hex4(behind.data() + 2) : -1;
    if (low < 0xdc00 || low > 0xdfff) return refuse("a low surrogate behind the high one");
    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    length = 12;
  }
  if (Keep) maintkit::detail::append_utf8(held_, static_cast<char32_t>(code));
  in_.at += length;
  return outcome::ok;
}

template <bool Keep>
token reader::number() {
  const char* run = in_.at;
  std::uint8_t state = number_state_;
  for (std::uint8_t next; in_.at != in_.end && (next = detail::number_step(state, *in_.at)) != detail::stop; ++in_.at)
    state = next;
  number_state_ = state;
  if (in_.at == in_.end && !(in_.final && detail::is_number(state))) return pause<Keep>(token::number, run);
  if (Keep && too_long()) return fail(errc::limit, "a shorter string or number", token_at_, 1);
  if (!detail::is_number(state)) return fail_here(state == detail::start ? expectation() : "a digit");
  return finished<Keep>(token::number, run);
}

inline token reader::literal(std::string_view word, token kind) {
  const std::string_view here = in_.rest().substr(0, word.size());
  std::size_t same = 0;
  while (same < here.size() && here[same] == word[same]) ++same;
  if (same < here.size()) return fail(errc::malformed, word.data(), token_at_, same + 1);
  if (same < word.size()) return exhausted();
  in_.at += word.size();
  return finished<false>(kind, in_.at);
}

// No token can be made of what is there.
inline token reader::exhausted() {
  if (place_ == place::failed) return token::error;
  if (!in_.final) {
    in_.keep();
    return token::need_more;
  }
  const std::size_t length = in_.offset_of(in_.end);
  if (in_.clipped) return fail(errc::limit, "a shorter document", length, 0);
  if (place_ == place::document_end) return token::end;
  return fail(errc::incomplete, expectation(), length, 0);
}

inline token reader::fail(errc code, const char* expected, std::size_t offset, std::size_t length) {
  error_ = parse_error{code, expected, offset, length};
  place_ = place::failed;
  unfinished_ = token::end;
  in_.at = in_.end;
  return token::error;
}

inline const char* reader::expectation() const {
  if (unfinished_ == token::number) return "a digit";
  if (unfinished_ != token::end) return "'\"' at the end of the string";
  switch (place_) {
    case place::first_element:
      return "a value or ']'";
    case place::key:
      return "a key in quotes";
    case place::first_key:
      return "a key in quotes or '}'";
    case place::colon:
      return "':'";
    case place::comma:
      return in_object() ? "',' or '}'" : "',' or ']'";
    case place::document_end:
      return "the end";
    default:
      return "a value";
  }
}

inline result<void, parse_error> validate(std::string_view text, const limits& most) {
  reader r(text, most);
  for (;;) {
    const token t = r.next();
    if (t == token::end) return {};
    if (t == token::error) return r.error();
    r.skip();
  }
}

}  // namespace json
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_JSON_READER_HPP

// ============================================================================================= maintkit/json/writer.hpp

// Writes compact JSON to the end of a string. Commas, colons and the closing bracket that fits are put by the writer;
// whatever strings it is given, what comes out is valid UTF-8 and valid JSON text.
//
//   json::writer w(out);
//   w.object().field("schema", 1).key("names").array().value("a").value("b").end_array().end_object();
//   // {"schema":1,"names":["a","b"]}
#ifndef MAINTKIT_JSON_WRITER_HPP
#define MAINTKIT_JSON_WRITER_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace json {

class writer {
 public:
  explicit writer(std::string& out) : out_(out), start_(out.size()) {}

  writer& object() { return open('{', '}'); }
  writer& array() { return open('[', ']'); }
  // Both close the container that was opened last, whichever it is: brackets can't cross.
  writer& end_object() { return close(); }
  writer& end_array() { return close(); }

  writer& key(std::string_view name);

  // Text: bytes that are not UTF-8 become U+FFFD, control characters \u00XX.
  writer& value(std::string_view text);
  writer& value(const char* text) { return value(std::string_view(text)); }
  writer& value(const std::string& text) { return value(std::string_view(text)); }
  // A number or a truth value. JSON has no NaN and no infinity: null stands for them.
  template <class T, std::enable_if_t<std::is_arithmetic_v<T> && !std::is_same_v<T, char>, int> = 0>
  writer& value(T number);
  writer& null() { return number_text("null"); }
  // A number that is already text, as json::reader hands it out; written unchecked.
  writer& number_text(std::string_view digits);

  template <class T>
  writer& field(std::string_view name, const T& content) {
    return key(name).value(content);
  }

 private:
  writer& open(char bracket, char closing);
  writer& close();
  void separate();
  void quoted(std::string_view text);
  void real(double number);

  std::string& out_;
  std::size_t start_;    // what stands before it is not ours
  std::string closing_;  // the brackets that are due, the innermost last
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline void append_escaped(std::string& out, char c) {
  constexpr std::string_view named = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  constexpr char hex[] = "0123456789abcdef";
  out += '\\';
  if (const std::size_t at = named.find(c); at != std::string_view::npos) {
    out += letters[at];
    return;
  }
  out += "u00";
  out += hex[static_cast<unsigned char>(c) >> 4];
  out += hex[static_cast<unsigned char>(c) & 15];
}

}  // namespace detail

// A comma is due unless this is the first thing of its container, behind a key, or at the very start. The last byte
// written tells: no finished value ends in one of these three.
inline void writer::separate() {
  if (out_.size() == start_) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_ += ',';
}

inline writer& writer::open(char bracket, char closing) {
  separate();
  out_ += bracket;
  closing_ += closing;
  return *this;
}

inline writer& writer::close() {
  if (closing_.empty()) return *this;
  out_ += closing_.back();
  closing_.pop_back();
  return *this;
}

inline writer& writer::key(std::string_view name) {
  separate();
  quoted(name);
  out_ += ':';
  return *this;
}

inline writer& writer::value(std::string_view text) {
  separate();
  quoted(text);
  return *this;
}

inline writer& writer::number_text(std::string_view digits) {
  separate();
  out_ += digits;
  return *this;
}

template <class T, std::enable_if_t<std::is_arithmetic_v<T> && !std::is_same_v<T, char>, int>>
writer& writer::value(T number) {
  separate();
  if constexpr (std::is_same_v<T, bool>) {
    out_ += number ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    out_ += std::to_string(number);
  } else {
    real(static_cast<double>(number));
  }
  return *this;
}

inline void writer::quoted(std::string_view text) {
  out_ += '"';
  std::size_t run = 0;  // where the bytes begin that need no change and are not written yet
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool escape = byte < 0x20 || byte == '"' || byte == '\\';
    const std::size_t n = escape ? 0 : maintkit::detail::utf8_sequence(text.substr(at));
    if (n == 0) {
      out_.append(text, run, at - run);
      if (escape) {
        detail::append_escaped(out_, text[at]);
      } else {
        out_ += "\xef\xbf\xbd";
      }
      run = at + 1;
    }
    at += n == 0 ? 1 : n;
  }
  out_.append(text, run);
  out_ += '"';
}

// The shortest text that reads back as the same number.
inline void writer::real(double number) {
  if (!(number - number == 0)) {  // only NaN and the infinities differ
    out_ += "null";
    return;
  }
  char digits[32];
#if defined(__cpp_lib_to_chars)
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out_.append(digits, end);
#else
  const int n = std::snprintf(digits, sizeof digits, "%.17g", number);
  for (int i = 0; i < n; ++i) {
    const char c = digits[i];  // the locale may write another decimal point
    out_ += maintkit::detail::is_digit(c) || c == '-' || c == '+' || c == 'e' ? c : '.';
  }
#endif
}

}  // namespace json
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_JSON_WRITER_HPP

// ==================================================================================================== maintkit/json.hpp

// JSON (RFC 8259): a strict pull reader over memory or over chunks, and a writer. There is no document tree: a caller
// takes the tokens it wants and passes over the rest, which is validated all the same.
//
//   json::reader r(text);
//   if (r.next() == json::token::object_begin) {
//     while (r.next() == json::token::key) {
//       if (r.text() == "version" && r.next() == json::token::string) version = r.text();
//       else r.skip();
//     }
//   }
#ifndef MAINTKIT_JSON_HPP
#define MAINTKIT_JSON_HPP

#endif  // MAINTKIT_JSON_HPP

// ============================================================================================== maintkit/time/civil.hpp

// Instants, and what a clock and a calendar show at them: the proleptic Gregorian calendar of ISO 8601, with a year 0.
// All constexpr, and defined for every argument: an instant outside the years that an int holds is moved to the nearest
// one inside.
//
//   constexpr instant noon = from_civil({2026, 7, 8, 14, 0, 0, 0}, 2 * 3600);  // 14:00 at +02:00
//   static_assert(to_civil(noon).hour == 12);
//   static_assert(to_civil_day(add_months(civil{2026, 3, 31}, -1)) == civil_day{2026, 2, 28});
#ifndef MAINTKIT_TIME_CIVIL_HPP
#define MAINTKIT_TIME_CIVIL_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// A moment, counted as POSIX counts: seconds since 1970-01-01T00:00:00Z without leap seconds, and nanoseconds in
// [0, 1e9) that always count forwards, before 1970 too.
struct instant {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
};

// A date on the calendar.
struct civil_day {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to days_in_month()
};

// What a calendar and a clock show, somewhere: no zone is known.
struct civil {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int32_t nanoseconds = 0;
};

// A week of ISO 8601: Monday to Sunday, and belongs to the year that has its Thursday. The last days of December can
// lie in week 1 of the next year, and the first of January in week 52 or 53 of the last.
struct iso_week {
  int year = 1970;
  int week = 1;  // 1 to 53
};

// Compare with == != < <= > >=, in order of time.
constexpr bool operator==(const instant& a, const instant& b);
constexpr bool operator<(const instant& a, const instant& b);
constexpr bool operator==(const civil_day& a, const civil_day& b);
constexpr bool operator<(const civil_day& a, const civil_day& b);
constexpr bool operator==(const civil& a, const civil& b);
constexpr bool operator<(const civil& a, const civil& b);
constexpr bool operator==(const iso_week& a, const iso_week& b);
constexpr bool operator<(const iso_week& a, const iso_week& b);

constexpr bool is_leap(int year);
constexpr int days_in_month(int year, int month);  // month 1 to 12
constexpr bool exists(int year, int month, int day);

// Days since 1970-01-01. A day past the end of its month counts on into the next one; months must be 1 to 12.
constexpr std::int64_t days_from_civil(int year, int month, int day);
constexpr civil_day day_from_days(std::int64_t days);

// The day an instant falls on, counted from 1970-01-01, where clocks are `offset_seconds` ahead of UTC.
constexpr std::int64_t days_of(instant at, std::int32_t offset_seconds = 0);

// Between an instant and the reading of a clock `offset_seconds` ahead of UTC. Readings past their range (hour 24,
// second 60) count on into the next day or minute.
constexpr civil to_civil(instant at, std::int32_t offset_seconds = 0);
constexpr instant from_civil(const civil& reading, std::int32_t offset_seconds = 0);
constexpr civil_day to_civil_day(const civil& reading);

constexpr int weekday(std::int64_t days);      // 1 = Monday to 7 = Sunday (ISO 8601)
constexpr int day_of_year(std::int64_t days);  // 1 to 366
constexpr iso_week iso_week_of(std::int64_t days);
constexpr std::int64_t days_from_iso_week(int year, int week, int weekday);

// The same day and time so many months later (or earlier); a day that month does not have becomes its last one: a month
// before March 31 is February 28 or 29.
constexpr civil add_months(civil reading, int months);

// ---------------------------------------------------------------------------------------------------------------------

constexpr bool operator==(const instant& a, const instant& b) {
  return a.seconds == b.seconds && a.nanoseconds == b.nanoseconds;
}
constexpr bool operator<(const instant& a, const instant& b) {
  return a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds;
}
constexpr bool operator==(const civil_day& a, const civil_day& b) {
  return a.year == b.year && a.month == b.month && a.day == b.day;
}
constexpr bool operator<(const civil_day& a, const civil_day& b) {
  if (a.year != b.year) return a.year < b.year;
  return a.month != b.month ? a.month < b.month : a.day < b.day;
}
constexpr bool operator==(const civil& a, const civil& b) {
  return to_civil_day(a) == to_civil_day(b) && a.hour == b.hour && a.minute == b.minute && a.second == b.second &&
         a.nanoseconds == b.nanoseconds;
}
constexpr bool operator<(const civil& a, const civil& b) {
  if (!(to_civil_day(a) == to_civil_day(b))) return to_civil_day(a) < to_civil_day(b);
  if (a.hour != b.hour) return a.hour < b.hour;
  if (a.minute != b.minute) return a.minute < b.minute;
  return a.second != b.second ? a.second < b.second : a.nanoseconds < b.nanoseconds;
}
constexpr bool operator==(const iso_week& a, const iso_week& b) { return a.year == b.year && a.week == b.week; }
constexpr bool operator<(const iso_week& a, const iso_week& b) {
  return a.year != b.year ? a.year < b.year : a.week < b.week;
}

#define MAINTKIT_DERIVED_ORDER(type)                                            \
  constexpr bool operator!=(const type& a, const type& b) { return !(a == b); } \
  constexpr bool operator>(const type& a, const type& b) { return b < a; }      \
  constexpr bool operator<=(const type& a, const type& b) { return !(b < a); }  \
  constexpr bool operator>=(const type& a, const type& b) { return !(a < b); }
MAINTKIT_DERIVED_ORDER(instant)
MAINTKIT_DERIVED_ORDER(civil_day)
MAINTKIT_DERIVED_ORDER(civil)
MAINTKIT_DERIVED_ORDER(iso_week)
#undef MAINTKIT_DERIVED_ORDER

namespace detail {

// Division that rounds down, and the remainder that is never negative.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) { return a % b + (a % b < 0 ? b : 0); }

inline constexpr std::int64_t seconds_per_day = 86400;
inline constexpr std::int64_t days_per_cycle = 146097;      // 400 years, after which the calendar repeats
inline constexpr std::int64_t epoch_from_march_0 = 719468;  // days from 0000-03-01 to 1970-01-01

constexpr std::int64_t clamped(std::int64_t value, std::int64_t low, std::int64_t high) {
  return value < low ? low : value > high ? high : value;
}

}  // namespace detail

constexpr bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(int year, int month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr bool exists(int year, int month, int day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

// Years are taken to begin in March: the leap day is then the last one of its year, and the days before month m
// (March = 0) are (153 m + 2) / 5, for the months repeat 31 30 31 30 31 = 153 days.
constexpr std::int64_t days_from_civil(int year, int month, int day) {
  const std::int64_t y = std::int64_t{year} - (month <= 2 ? 1 : 0);
  const std::int64_t cycle = detail::floor_div(y, 400);
  const std::int64_t of_cycle = y - cycle * 400;
  const std::int64_t march_month = month <= 2 ? month + 9 : month - 3;
  const std::int64_t of_year = (153 * march_month + 2) / 5 + day - 1;
  return cycle * detail::days_per_cycle + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year -
         detail::epoch_from_march_0;
}

namespace detail {

// The days of all years that an int holds, less one on both sides as room for an offset.
inline constexpr std::int64_t first_day = days_from_civil(INT32_MIN, 1, 2);
inline constexpr std::int64_t last_day = days_from_civil(INT32_MAX, 12, 30);

constexpr std::int64_t known_day(std::int64_t days) { return clamped(days, first_day - 1, last_day + 1); }

// Seconds on a clock ahead of UTC, at an instant kept inside those days.
constexpr std::int64_t local_seconds(instant at, std::int32_t offset) {
  return clamped(at.seconds, first_day * seconds_per_day, last_day * seconds_per_day) + offset;
}

}  // namespace detail

constexpr civil_day day_from_days(std::int64_t days) {
  days = detail::known_day(days);
  const std::int64_t from_march = days + detail::epoch_from_march_0;
  const std::int64_t cycle = detail::floor_div(from_march, detail::days_per_cycle);
  const std::int64_t of_cycle = from_march - cycle * detail::days_per_cycle;
  // Leap days that have gone by are taken out, so that every year has 365 days.
  const std::int64_t year = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
  const std::int64_t of_year = of_cycle - (365 * year + year / 4 - year / 100);
  const std::int64_t march_month = (5 * of_year + 2) / 153;
  const std::int64_t day = of_year - (153 * march_month + 2) / 5 + 1;
  const std::int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {static_cast<int>(cycle * 400 + year + (month <= 2 ? 1 : 0)), static_cast<int>(month), static_cast<int>(day)};
}

constexpr std::int64_t days_of(instant at, std::int32_t offset_seconds) {
  return detail::floor_div(detail::local_seconds(at, offset_seconds), detail::seconds_per_day);
}

constexpr civil to_civil(instant at, std::int32_t offset_seconds) {
  const std::int64_t local = detail::local_seconds(at, offset_seconds);
  const civil_day date = day_from_days(detail::floor_div(local, detail::seconds_per_day));
  const auto of_day = static_cast<int>(detail::floor_mod(local, detail::seconds_per_day));
  return {date.year, date.month, date.day, of_day / 3600, of_day / 60 % 60, of_day % 60, at.nanoseconds};
}

constexpr instant from_civil(const civil& reading, std::int32_t offset_seconds) {
  const std::int64_t days = days_from_civil(reading.year, reading.month, reading.day);
  const std::int64_t of_day = std::int64_t{reading.hour} * 3600 + std::int64_t{reading.minute} * 60 + reading.second;
  return {days * detail::seconds_per_day + of_day - offset_seconds, reading.nanoseconds};
}

constexpr civil_day to_civil_day(const civil& reading) { return {reading.year, reading.month, reading.day}; }

constexpr int weekday(std::int64_t days) {
  return static_cast<int>((detail::floor_mod(days, 7) + 3) % 7) + 1;  // 1970-01-01 was a Thursday
}

constexpr int day_of_year(std::int64_t days) {
  return static_cast<int>(detail::known_day(days) - days_from_civil(day_from_days(days).year, 1, 1)) + 1;
}

constexpr iso_week iso_week_of(std::int64_t days) {
  const std::int64_t thursday = detail::known_day(days) - weekday(detail::known_day(days)) + 4;
  return {day_from_days(thursday).year, (day_of_year(thursday) - 1) / 7 + 1};
}

constexpr std::int64_t days_from_iso_week(int year, int week, int weekday_) {
  const std::int64_t always_in_week_1 = days_from_civil(year, 1, 4);
  return always_in_week_1 - weekday(always_in_week_1) + std::int64_t{week - 1} * 7 + weekday_;
}

constexpr civil add_months(civil reading, int months) {
  const std::int64_t total = std::int64_t{reading.year} * 12 + (reading.month - 1) + months;
  reading.year = static_cast<int>(detail::clamped(detail::floor_div(total, 12), INT32_MIN, INT32_MAX));
  reading.month = static_cast<int>(detail::floor_mod(total, 12)) + 1;
  const int last = days_in_month(reading.year, reading.month);
  if (reading.day > last) reading.day = last;
  return reading;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_CIVIL_HPP

// ========================================================================================= maintkit/time/date_names.hpp

// The words in dates: months, weekdays, the halves of a day, zones. English as RFC 5322 writes it and in full, and the
// Greek and Hungarian months that feeds are known to carry (in UTF-8).
//
//   find_month("Sept.");   // 9
//   find_zone("EDT");      // -240 minutes; nothing for "IST", which is India, Israel or Ireland
#ifndef MAINTKIT_TIME_DATE_NAMES_HPP
#define MAINTKIT_TIME_DATE_NAMES_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {
namespace detail {

using namespace maintkit::detail;

// 1 to 12, or 0. At least three letters of the English name, in any case, a full stop behind them allowed.
constexpr int find_month(std::string_view word);

// Is it a weekday's name, or its first three letters or more?
constexpr bool is_weekday(std::string_view word);

// 'a' for "am", 'p' for "pm" in their spellings, Korean too; 0 for anything else.
constexpr char find_half(std::string_view word);

// Minutes ahead of UTC, for a name that has one meaning only.
constexpr std::optional<int> find_zone(std::string_view word);

// ---------------------------------------------------------------------------------------------------------------------

struct numbered_name {
  std::string_view name;
  int number;
};

inline constexpr numbered_name english_months[] = {
    {"january", 1}, {"february", 2}, {"march", 3},     {"april", 4},    {"may", 5},       {"june", 6},
    {"july", 7},    {"august", 8},   {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12}};

inline constexpr std::string_view english_weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};

// Whole words, compared byte by byte. The Greek abbreviations are those of feeds, with and without accents.
inline constexpr numbered_name other_months[] = {
    {"Ιαν", 1},   {"Φεβ", 2},    {"Μάρ", 3},    {"Μαρ", 3},       {"Μάώ", 3},        {"Μαώ", 3},     {"Απρ", 4},
    {"Μάι", 5},   {"Μαϊ", 5},    {"Μαι", 5},    {"Ιούν", 6},      {"Ιουν", 6},       {"Ιον", 6},     {"Ιούλ", 7},
    {"Ιουλ", 7},  {"Ιολ", 7},    {"Αύγ", 8},    {"Αυγ", 8},       {"Σεπ", 9},        {"Οκτ", 10},    {"Νοέ", 11},
    {"Νοε", 11},  {"Δεκ", 12},   {"január", 1}, {"február", 2},   {"februári", 2},   {"március", 3}, {"április", 4},
    {"május", 5}, {"június", 6}, {"július", 7}, {"augusztus", 8}, {"szeptember", 9}, {"október", 10}};
inline constexpr std::string_view other_weekdays[] = {"Δευ", "Τρι", "Τετ", "Πεμ", "Παρ", "Σαβ", "Κυρ"};

struct half_name {
  std::string_view name;
  char half;
};
inline constexpr half_name halves[] = {{"am", 'a'}, {"a.m.", 'a'}, {"a.m", 'a'}, {"오전", 'a'},
                                       {"pm", 'p'}, {"p.m.", 'p'}, {"p.m", 'p'}, {"오후", 'p'}};

// The names of RFC 5322 section 4.3, and of the others those that the IANA database (2025b) has used for one offset
// only since 1990 and that nobody else uses for another. So not AST, BST, CDT in China …: RFC 5322 settles the American
// ones.
inline constexpr numbered_name zone_names[] = {
    {"UT", 0},     {"UTC", 0},    {"GMT", 0},     {"Z", 0},       {"EST", -300}, {"EDT", -240}, {"CST", -360},
    {"CDT", -300}, {"MST", -420}, {"MDT", -360},  {"PST", -480},  {"PDT", -420}, {"CET", 60},   {"CEST", 120},
    {"MET", 60},   {"MEST", 120}, {"EET", 120},   {"EEST", 180},  {"WET", 0},    {"WEST", 60},  {"SAST", 120},
    {"HKT", 480},  {"JST", 540},  {"AWST", 480},  {"ACST", 570},  {"ACDT", 630}, {"AEST", 600}, {"AEDT", 660},
    {"NZST", 720}, {"NZDT", 780}, {"AKST", -540}, {"AKDT", -480}, {"HST", -600}, {"NST", -210}, {"NDT", -150}};

// Three letters or more of a lower-case name, in any case.
constexpr bool abbreviates(std::string_view word, std::string_view name) {
  if (!word.empty() && word.back() == '.') word.remove_suffix(1);
  return word.size() >= 3 && word.size() <= name.size() && equal_ignoring_case(word, name.substr(0, word.size()));
}

constexpr int find_month(std::string_view word) {
  for (const numbered_name& month : english_months) {
    if (abbreviates(word, month.name)) return month.number;
  }
  for (const numbered_name& month : other_months) {
    if (word == month.name) return month.number;
  }
  return 0;
}

constexpr bool is_weekday(std::string_view word) {
  for (const std::string_view name : english_weekdays) {
    if (abbreviates(word, name)) return true;
  }
  for (const std::string_view name : other_weekdays) {
    if (word == name) return true;
  }
  return false;
}

constexpr char find_half(std::string_view word) {
  for (const half_name& half : halves) {
    if (equal_ignoring_case(word, half.name)) return half.half;
  }
  return 0;
}

constexpr std::optional<int> find_zone(std::string_view word) {
  for (const numbered_name& zone : zone_names) {
    if (equal_ignoring_case(word, zone.name)) return zone.number;
  }
  return std::nullopt;
}

}  // namespace detail
}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_DATE_NAMES_HPP

// =============================================================================================== maintkit/time/text.hpp

// Dates as machines write them: RFC 3339 read to the letter and written, and the compact form that file names carry.
// What feeds and mail really contain is read by mail_date.hpp and any_date.hpp.
//
//   const auto said = parse_rfc3339("2026-07-08T14:00:00.5+02:00");
//   to_rfc3339(said->at);                 // "2026-07-08T12:00:00.5Z"
//   to_rfc3339(said->at, said->offset);   // "2026-07-08T14:00:00.5+02:00"
//   parse_rfc3339("2026-02-30T00:00:00Z").error().expected;   // "a day that this month has"
#ifndef MAINTKIT_TIME_TEXT_HPP
#define MAINTKIT_TIME_TEXT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// The smallest thing a text named. What it left out counts as the first: "2026-07" is midnight of July 1.
enum class precision : std::uint8_t { year, month, day, hour, minute, second, fraction };

// What a text said. Years are 0 to 9999 in every form. The leap second, 23:59:60 UTC on the last day of a month, is the
// same instant as the 00:00:00 after it (POSIX counts so); second 60 at any other time is malformed.
struct stamp {
  instant at;
  time::precision precision = time::precision::second;
  bool zone_known = true;   // false: no zone, or one that has no one meaning; `at` then takes the reading as UTC
  std::int32_t offset = 0;  // seconds ahead of UTC, as the text said
};

// "2026-07-08T12:00:00.25Z": the grammar of RFC 3339 section 5.6, nothing around it, dates that exist. "t" and "z" may
// be small; "-00:00" is UTC with the place unknown (section 4.3). Digits past nanoseconds are read and dropped.
constexpr parsed<stamp> parse_rfc3339(std::string_view text);

// The fraction is written only if there is one, without trailing zeros; "Z" for an offset of 0. The years outside 0 to
// 9999 that RFC 3339 cannot say are written with as many digits as they need.
std::string to_rfc3339(instant at, std::int32_t offset_seconds = 0);

// "20260708T120000Z": UTC in whole seconds, as wide as any other, so names sort by time. Years 0 to 9999.
std::string to_compact(instant at);
constexpr parsed<instant> parse_compact(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// A place in a text, and the first fault found: after a fault nothing more is read, so callers ask once, at the end.
struct cursor {
  std::string_view text;
  std::size_t at = 0;
  parse_error fault{};
  bool failed = false;

  constexpr bool done() const { return at >= text.size(); }
  constexpr char peek() const { return done() ? '\0' : text[at]; }

  constexpr void fail(const char* expected, std::size_t from, std::size_t length, errc code = errc::malformed) {
    if (failed) return;
    failed = true;
    if (from >= text.size() && code == errc::malformed) code = errc::incomplete;
    fault = {code, expected, from, length};
  }

  constexpr bool take(char c) {
    if (done() || text[at] != c) return false;
    ++at;
    return true;
  }

  constexpr void want(char c, const char* expected) {
    if (!failed && !take(c)) fail(expected, at, done() ? 0 : 1);
  }

  // Exactly `count` digits, whose value lies between low and high.
  constexpr int number(std::size_t count, int low, int high, const char* expected) {
    int value = 0;
    const std::size_t from = at;
    for (; !failed && at < from + count; ++at) {
      if (!is_digit(peek())) fail("a digit", at, done() ? 0 : 1);
      if (!failed) value = value * 10 + (text[at] - '0');
    }
    if (!failed && (value < low || value > high)) fail(expected, from, count);
    return value;
  }

  // The digits of a fraction, as nanoseconds.
  constexpr std::int32_t fraction() {
    std::int32_t value = 0;
    std::int32_t unit = 100'000'000;
    if (!failed && !is_digit(peek())) fail("a digit", at, done() ? 0 : 1);
    for (; !failed && is_digit(peek()); ++at, unit /= 10) value += unit * (text[at] - '0');
    return value;
  }
};

// Faults of a complete reading that its fields alone don't show. `day_at` is where the two digits of the day stand,
// `second_at` those of the second.
constexpr void check_date(cursor& c, const civil& r, std::size_t day_at) {
  if (!c.failed && r.day > days_in_month(r.year, r.month)) c.fail("a day that this month has", day_at, 2);
}
constexpr void check_leap_second(cursor& c, const civil& r, std::int32_t offset, std::size_t second_at) {
  if (c.failed || r.second < 60) return;
  const civil after = to_civil(from_civil(r, offset));
  if (after.day != 1 || after.hour != 0 || after.minute != 0 || after.second != 0) {
    c.fail("a second from 00 to 59", second_at, 2);
  }
}

// "Z", "+hh:mm" or "-hh:mm".
constexpr std::int32_t rfc3339_offset(cursor& c) {
  if (c.failed || c.take('Z') || c.take('z')) return 0;
  const bool west = c.peek() == '-';
  if (!west && c.peek() != '+') c.fail("'Z' or an offset: +hh:mm", c.at, c.done() ? 0 : 1);
  ++c.at;
  const int hours = c.number(2, 0, 23, "hours from 00 to 23");
  c.want(':', "':'");
  const int minutes = c.number(2, 0, 59, "minutes from 00 to 59");
  return (west ? -60 : 60) * (hours * 60 + minutes);
}

inline void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value < 0 ? -value : value);
  if (value < 0) out += '-';
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

inline void append_fraction(std::string& out, std::int32_t nanoseconds) {
  if (nanoseconds == 0) return;
  out += '.';
  append_padded(out, nanoseconds, 9);
  while (out.back() == '0') out.pop_back();
}

inline void append_offset(std::string& out, std::int32_t seconds) {
  const std::int32_t minutes = (seconds < 0 ? -seconds : seconds) / 60;
  out += seconds < 0 ? '-' : '+';
  append_padded(out, minutes / 60, 2);
  out += ':';
  append_padded(out, minutes % 60, 2);
}

}  // namespace detail

constexpr parsed<stamp> parse_rfc3339(std::string_view text) {
  detail::cursor c{text};
  civil r;
  r.year = c.number(4, 0, 9999, "a year");
  c.want('-', "'-'");
  r.month = c.number(2, 1, 12, "a month from 01 to 12");
  c.want('-', "'-'");
  const std::size_t day_at = c.at;
  r.day = c.number(2, 1, 31, "a day from 01 to 31");
  detail::check_date(c, r, day_at);
  if (!c.failed && !c.take('T') && !c.take('t')) c.fail("'T'", c.at, c.done() ? 0 : 1);
  r.hour = c.number(2, 0, 23, "an hour from 00 to 23");
  c.want(':', "':'");
  r.minute = c.number(2, 0, 59, "a minute from 00 to 59");
  c.want(':', "':'");
  const std::size_t second_at = c.at;
  r.second = c.number(2, 0, 60, "a second from 00 to 59");
  const bool fraction = !c.failed && c.take('.');
  if (fraction) r.nanoseconds = c.fraction();
  const std::int32_t offset = detail::rfc3339_offset(c);
  detail::check_leap_second(c, r, offset, second_at);
  if (!c.failed && !c.done()) c.fail("the end", c.at, text.size() - c.at);
  if (c.failed) return c.fault;
  return stamp{from_civil(r, offset), fraction ? precision::fraction : precision::second, true, offset};
}

inline std::string to_rfc3339(instant at, std::int32_t offset_seconds) {
  const civil r = to_civil(at, offset_seconds - offset_seconds % 60);  // the form has no seconds of offset
  std::string out;
  detail::append_padded(out, r.year, 4);
  const int fields[] = {r.month, r.day, r.hour, r.minute, r.second};
  const char before[] = {'-', '-', 'T', ':', ':'};
  for (std::size_t i = 0; i < 5; ++i) {
    out += before[i];
    detail::append_padded(out, fields[i], 2);
  }
  detail::append_fraction(out, r.nanoseconds);
  if (offset_seconds / 60 == 0) return out += 'Z';
  detail::append_offset(out, offset_seconds);
  return out;
}

inline std::string to_compact(instant at) {
  const civil r = to_civil(at);
  std::string out;
  detail::append_padded(out, r.year, 4);
  detail::append_padded(out, r.month * 100 + r.day, 4);
  out += 'T';
  detail::append_padded(out, (r.hour * 100 + r.minute) * 100 + r.second, 6);
  return out += 'Z';
}

constexpr parsed<instant> parse_compact(std::string_view text) {
  detail::cursor c{text};
  civil r;
  r.year = c.number(4, 0, 9999, "a year");
  r.month = c.number(2, 1, 12, "a month from 01 to 12");
  r.day = c.number(2, 1, 31, "a day from 01 to 31");
  detail::check_date(c, r, 6);
  c.want('T', "'T'");
  r.hour = c.number(2, 0, 23, "an hour from 00 to 23");
  r.minute = c.number(2, 0, 59, "a minute from 00 to 59");
  r.second = c.number(2, 0, 59, "a second from 00 to 59");
  c.want('Z', "'Z'");
  if (!c.failed && !c.done()) c.fail("the end", c.at, text.size() - c.at);
  if (c.failed) return c.fault;
  return from_civil(r);
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_TEXT_HPP

// ========================================================================================== maintkit/time/mail_date.hpp

// Dates with a month's name: those of mail and RSS (RFC 822, 1123, 2822, 5322), of HTTP (RFC 850), of asctime() and of
// people. Feeds carry them with every fault, so the parts are taken in any order, each at most once: a part is known by
// its form, not by its place. What must be there is a day, a month and a year, or a month and a year.
//
//   parse_rfc822("Wed, 08 Jul 2026 14:00:00 +0200")->at;   // 2026-07-08T12:00:00Z
//   parse_rfc822("8 July 26, 8:00 a.m. EDT")->at;          // the same
//   parse_rfc822("Wed, 08 Jul 2026 14:00 PT")->zone_known; // false: PT is PST or PDT
#ifndef MAINTKIT_TIME_MAIL_DATE_HPP
#define MAINTKIT_TIME_MAIL_DATE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// - A weekday is read and not used, for feeds get it wrong. Comments in parentheses are passed over.
// - Two digits of a year are 2000 to 2049 and 1950 to 1999, three digits 1900 and more (RFC 5322 section 4.3).
// - 24:00 is the end of its day (ISO 8601). Seconds, the time and the zone may be missing: see stamp.
// - A zone is an offset, or a name with one meaning (date_names.hpp). Other names and the letters of the military,
// which
//   mail has used with both signs, leave it unknown, as RFC 5322 asks; so does a name that contradicts an offset beside
//   it.
// Texts of more than 128 bytes are errc::limit.
constexpr parsed<stamp> parse_rfc822(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t longest_date = 128;

constexpr int full_year(int value, std::size_t digits) {
  if (digits == 3 || (digits == 2 && value >= 50)) return value + 1900;
  return digits <= 2 ? value + 2000 : value;
}

// One part of a date, and where it stands, so that a fault found at the end can still point at it.
struct date_part {
  int value = 0;
  std::size_t at = 0;
  std::size_t length = 0;
  bool set = false;
};

// Takes parts off the text and puts them together. any_date.hpp adds dates in figures.
struct date_reader : cursor {
  date_part year, month, day, hour, minute, second;
  std::int32_t nanoseconds = 0;
  time::precision finest = time::precision::day;
  char half = 0;  // 'a' or 'p'
  bool weekday = false;

  bool zone_named = false;         // a name was there
  std::optional<int> zone_name;    // and this is what it means, in minutes
  std::optional<int> zone_offset;  // an offset, in seconds
  bool zone_from_utc = false;      // "GMT+2": the name says what the offset is counted from
  bool zone_reversed = false;      // "Etc/GMT+5" is five hours *behind*: POSIX counts westwards

  constexpr explicit date_reader(std::string_view whole) : cursor{whole} {
    if (whole.size() > longest_date) fail("at most 128 bytes", longest_date, whole.size() - longest_date, errc::limit);
  }

  constexpr bool date_complete() const { return year.set && month.set && day.set; }
  constexpr std::string_view rest() const { return text.substr(at); }
  constexpr bool digit_at(std::size_t i) const { return i < text.size() && is_digit(text[i]); }

  // How many digits stand here, and a number of so many taken.
  constexpr std::size_t digits() const { return span_of(rest(), is_digit); }
  constexpr date_part take_number(std::size_t count) {
    date_part part{0, at, count, true};
    for (; at < part.at + count; ++at)
      part.value = part.value > 99'999 ? part.value : part.value * 10 + (text[at] - '0');
    return part;
  }
  constexpr void put(date_part& place, const date_part& part, const char* what) {
    if (place.set) return fail(what, part.at, part.length);
    place = part;
  }

  constexpr void step();
  constexpr void comment();
  constexpr void word();
  constexpr void zone_word(std::string_view name);
  constexpr void number();
  constexpr void time_of_day();
  constexpr void sign();
  constexpr void offset(bool west);

  constexpr void check_hour();
  constexpr parsed<stamp> finish();
  constexpr void put_zone(stamp& s) const;
};

constexpr void date_reader::step() {
  const char c = peek();
  if (is_digit(c)) return number();
  if (is_alpha(c) || static_cast<unsigned char>(c) >= 0x80) return word();
  if (c == '(') return comment();
  if (c == '+' || c == '-') return sign();
  const bool between = is_space(c) || c == ',' || (!date_complete() && (c == '.' || c == '/'));
  if (!between) return fail("a part of a date", at, 1);
  ++at;
}

constexpr void date_reader::comment() {
  const std::size_t from = at;
  int depth = 0;
  do {
    if (peek() == '(') ++depth;
    if (peek() == ')') --depth;
    ++at;
  } while (depth > 0 && !done());
  if (depth > 0) fail("')'", from, text.size() - from, errc::incomplete);
}

constexpr void date_reader::word() {
  const auto belongs = [](char c) {
    return is_alpha(c) || static_cast<unsigned char>(c) >= 0x80 || c == '.' || c == '/' || c == '_';
  };
  const std::size_t from = at;
  // The T of ISO 8601, with the time right behind it.
  if ((peek() == 'T' || peek() == 't') && date_complete() && !hour.set && digit_at(at + 1)) return ++at, time_of_day();
  std::size_t length = span_of(rest(), belongs);
  // Before the date is complete, a '/' or '.' parts it: "08/Jul/2026".
  if (!date_complete() && !hour.set) length = (std::min)(length, rest().find_first_of("/_"));
  const std::string_view w = text.substr(from, length);
  at += length;
  if (const int number = month.set ? 0 : find_month(w)) {
    month = {number, from, length, true};
  } else if (!weekday && is_weekday(w)) {
    weekday = true;
  } else if (const char found = half == 0 ? find_half(w) : '\0') {
    half = found;
  } else if (!(w == "at" && date_complete() && !hour.set)) {
    zone_word(w);
  }
}

// A name of at most five letters, as RFC 5322 expects of a zone, or a place of the IANA database.
constexpr void date_reader::zone_word(std::string_view name) {
  const std::size_t from = at - name.size();
  if (!date_complete() && !hour.set) return fail("a month", from, name.size());
  const bool place = name.find('/') != std::string_view::npos;
  const bool short_word = name.size() <= 5 && span_of(name, is_alpha) == name.size();
  if (zone_named || (!place && !short_word)) return fail("the end", from, name.size());
  zone_named = true;
  const bool etc = equal_ignoring_case(name.substr(0, 4), "Etc/");
  if (etc) name.remove_prefix(4);
  zone_name = find_zone(name);
  zone_reversed = etc && (peek() == '+' || peek() == '-');
  zone_from_utc = zone_name == 0 && !zone_offset;
}

constexpr void date_reader::number() {
  const std::size_t count = digits();
  if (!hour.set && count <= 2 && digit_at(at + count + 1) && text[at + count] == ':') return time_of_day();
  if (count > 4) return fail("a year of four digits", at, count);
  const date_part part = take_number(count);
  const bool small = count <= 2;
  if (small && !day.set) return put(day, part, "one day");
  if (!year.set && (count != 3 || day.set)) {
    year = part;
    year.value = full_year(part.value, count);
  } else if (count == 2 && date_complete() && !hour.set) {
    hour = part;
    finest = precision::hour;
  } else if (part.value == 0 && hour.set && !zone_offset && (count == 2 || count == 4)) {
    zone_offset = 0;  // "15:04:05 0000": without a sign, but nothing is nothing
  } else {
    fail(date_complete() ? "the end" : "a part of a date", part.at, count);
  }
}

// "14", "14:00", "14:00:00", "14:00:00.25", "1400", "140000"
constexpr void date_reader::time_of_day() {
  const std::size_t count = digits();
  const bool packed = count == 4 || count == 6;
  if (!packed && count > 2) return fail("an hour of two digits", at, count);
  date_part* const parts[] = {&hour, &minute, &second};
  constexpr precision reached[] = {precision::hour, precision::minute, precision::second};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t width = packed ? 2 : digits();
    if (width == 0 || width > 2) return fail("one or two digits", at, width);
    *parts[i] = take_number(width);
    finest = reached[i];
    const bool more = packed ? is_digit(peek()) : peek() == ':' && digit_at(at + 1);
    if (!more) break;
    if (i == 2) return fail("the end of the time", at, 1);
    if (!packed) ++at;
  }
  if (second.set && (peek() == '.' || peek() == ',') && digit_at(at + 1)) {
    ++at;
    nanoseconds = fraction();
    finest = precision::fraction;
  }
  if (peek() == ':' && at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-')) ++at;  // "14:00:00:-0700"
}

constexpr void date_reader::sign() {
  const bool west = peek() == '-';
  const bool digit_behind = at > 0 && is_digit(text[at - 1]);
  const bool joined_to_date = digit_behind && !hour.set;
  if (west && text.substr(at, 2) == "--" && hour.set) ++at;  // "--0700", a sign before a number that had one
  const bool with_colon = digit_at(at + 2) && at + 3 < text.size() && text[at + 3] == ':';
  const bool parts_date = west && !hour.set && !date_complete();
  if (parts_date || (west && !digit_at(at + 1))) {
    ++at;
  } else if (west && joined_to_date && !with_colon) {
    fail("a time", at, text.size() - at);  // "2013-01-27-01" has a part too many; "2013-01-27-01:00" is a zone
  } else {
    offset(west);
  }
}

// "+2", "+02", "+200", "+0200", "+02:00", "+02:00:00"
constexpr void date_reader::offset(bool west) {
  const std::size_t from = at++;
  const std::size_t count = digits();
  if (count == 0 || count > 4) return fail("an offset: +hhmm", from, count + 1);
  date_part parts[3];
  parts[0] = take_number(count > 2 ? count - 2 : count);
  if (count > 2) parts[1] = take_number(2);
  for (std::size_t i = 1; i < 3 && count <= 2 && peek() == ':'; ++i) {
    ++at;
    if (digits() != 2) return fail("two digits", at, done() ? 0 : 1);
    parts[i] = take_number(2);
  }
  if (parts[0].value > 23) return fail("hours from 00 to 23", parts[0].at, parts[0].length);
  if (parts[1].value > 59) return fail("minutes from 00 to 59", parts[1].at, parts[1].length);
  if (parts[2].value > 59) return fail("seconds from 00 to 59", parts[2].at, parts[2].length);
  if (zone_offset) return fail("one offset", from, at - from);
  const int size = (parts[0].value * 60 + parts[1].value) * 60 + parts[2].value;
  zone_offset = west != zone_reversed ? -size : size;
}

constexpr void date_reader::check_hour() {
  if (half != 0) {
    if (hour.value < 1 || hour.value > 12) return fail("an hour from 1 to 12", hour.at, hour.length);
    hour.value = hour.value % 12 + (half == 'p' ? 12 : 0);
  }
  const bool whole = minute.value == 0 && second.value == 0 && nanoseconds == 0;
  if (hour.value > (whole ? 24 : 23)) return fail("an hour from 00 to 23", hour.at, hour.length);
  if (minute.value > 59) return fail("a minute from 00 to 59", minute.at, minute.length);
  if (second.value > 60) return fail("a second from 00 to 59", second.at, second.length);
}

constexpr void date_reader::put_zone(stamp& s) const {
  const bool contradicts = zone_offset && zone_name && !zone_from_utc && *zone_name * 60 != *zone_offset;
  s.zone_known = !contradicts && (zone_offset || zone_name);
  if (s.zone_known) s.offset = zone_offset ? *zone_offset : *zone_name * 60;
}

constexpr parsed<stamp> date_reader::finish() {
  const date_part* const missing = !month.set ? &month : !day.set && hour.set ? &day : !year.set ? &year : nullptr;
  if (missing != nullptr) {
    fail(missing == &month ? "a month" : missing == &day ? "a day" : "a year", text.size(), 0, errc::incomplete);
  }
  if (!failed && day.set && (day.value < 1 || day.value > days_in_month(year.value, month.value))) {
    fail("a day that this month has", day.at, day.length);
  }
  if (!hour.set && half != 0) fail("a time", text.size(), 0, errc::incomplete);
  if (!failed && hour.set) check_hour();
  stamp s;
  put_zone(s);
  const int first_or_day = day.set ? day.value : 1;
  const civil reading{year.value, month.value, first_or_day, hour.value, minute.value, second.value, nanoseconds};
  check_leap_second(*this, reading, s.offset, second.at);
  if (failed) return fault;
  s.at = from_civil(reading, s.offset);
  s.precision = day.set ? finest : precision::month;
  return s;
}

}  // namespace detail

constexpr parsed<stamp> parse_rfc822(std::string_view text) {
  detail::date_reader reader(text);
  while (!reader.failed && !reader.done()) reader.step();
  return reader.finish();
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_MAIL_DATE_HPP

// =========================================================================================== maintkit/time/any_date.hpp

// Any date that feeds use: RFC 3339, the W3C's date format, ISO 8601, those of mail_date.hpp, and the broken variants
// of them all. What could mean two days is reported, never guessed.
//
//   parse_date("2026-07-08 14:00")->zone_known;    // false
//   parse_date("2026-W28-3")->precision;           // precision::day
//   parse_date("13/7/2026");                       // July 13: no other order fits
//   parse_date("2/1/2006").error().code;           // errc::unsupported: January 2, or February 1?
#ifndef MAINTKIT_TIME_ANY_DATE_HPP
#define MAINTKIT_TIME_ANY_DATE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// Beside mail's dates: year-month-day with - / . or the Korean, Chinese and Japanese signs between, YYYY, YYYY-MM,
// YYYYMMDD, days of the year (YYYY-DDD), ISO weeks (YYYY-Www-D); a time behind "T", "at" or a blank; a zone or none.
// Figures in another order count if exactly one of year-month-day, day-month-year and month-day-year exists, and are
// errc::unsupported if more do. So are the two-digit and cut forms that ISO 8601 gave up in 2004 (031231, -0312).
constexpr parsed<stamp> parse_date(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr const char ambiguous_date[] = "an unambiguous date, like 2026-07-08,";

// The sign between two figures, or the word; its length, 0 for none.
constexpr std::size_t date_separator(std::string_view rest) {
  if (rest.empty()) return 0;
  if (rest.front() == '-' || rest.front() == '/' || rest.front() == '.') return 1;
  for (const std::string_view sign : {"년", "월", "年", "月"}) {
    if (starts_with(rest, sign)) return sign.size() + span_of(rest.substr(sign.size()), is_space);
  }
  return 0;
}

// Whole days in figures, for a reader in front of a digit. False, and nothing taken, where the figures are not a date
// of their own: "8 July".
class figures {
 public:
  constexpr explicit figures(date_reader& reader) : r_(reader) {}
  constexpr bool take();

 private:
  constexpr void put(const date_part& year, const date_part& month, const date_part& day);
  constexpr void put_days(const date_part& year, std::int64_t days, const date_part& from, const char* expected);
  constexpr bool take_packed(std::size_t count);
  constexpr bool take_week();
  constexpr void take_two(const date_part& a, const date_part& b);
  constexpr void take_three(const date_part& a, const date_part& b, const date_part& c);
  constexpr bool whole_text_is(std::size_t count) const;

  date_reader& r_;
};

constexpr void figures::put(const date_part& year, const date_part& month, const date_part& day) {
  if (month.value < 1 || month.value > 12) return r_.fail("a month from 01 to 12", month.at, month.length);
  r_.year = year;
  r_.month = month;
  r_.day = day;
}

// The day so many days after the epoch, which must lie in the given year (of the calendar, or of ISO weeks).
constexpr void figures::put_days(const date_part& year, std::int64_t days, const date_part& from,
                                 const char* expected) {
  if (expected != nullptr) return r_.fail(expected, from.at, from.length);
  const civil_day date = day_from_days(days);
  r_.year = {date.year, year.at, year.length, true};
  r_.month = {date.month, from.at, from.length, true};
  r_.day = {date.day, from.at, from.length, true};
}

constexpr bool figures::whole_text_is(std::size_t count) const { return trim(r_.text).size() == count; }

// "2026", "20260708", "2026189", and what can't be told from something else.
constexpr bool figures::take_packed(std::size_t count) {
  if (count == 4 && whole_text_is(4)) {
    put(r_.take_number(4), {1, r_.at, 0, true}, {1, r_.at, 0, true});
    r_.finest = precision::year;
  } else if (count == 8) {
    const date_part year = r_.take_number(4);
    const date_part month = r_.take_number(2);
    put(year, month, r_.take_number(2));
  } else if (count == 7) {
    const date_part year = r_.take_number(4);
    take_two(year, r_.take_number(3));
  } else if (count >= 5) {
    const bool cut = count <= 6;  // YYMMDD or YYYYMM or DDMMYY; YYDDD
    r_.fail(cut ? ambiguous_date : "a year of four digits", r_.at, count, cut ? errc::unsupported : errc::malformed);
  } else {
    return false;
  }
  return true;
}

// "2026-W28", "2026-W28-3", "2026W283"
constexpr bool figures::take_week() {
  const std::string_view rest = r_.rest();
  const std::size_t dash = rest.size() > 4 && rest[4] == '-' ? 1 : 0;
  if (rest.size() <= 4 + dash || (rest[4 + dash] != 'W' && rest[4 + dash] != 'w')) return false;
  const date_part year = r_.take_number(4);
  r_.at += dash + 1;
  if (!r_.digit_at(r_.at) || !r_.digit_at(r_.at + 1)) return r_.fail("a week of two digits", r_.at, 0), true;
  const date_part week = r_.take_number(2);
  date_part weekday{1, week.at, week.length, true};
  if (r_.digit_at(r_.at + dash) && (dash == 0 || r_.peek() == '-')) {
    r_.at += dash;
    weekday = r_.take_number(1);
  }
  const std::int64_t monday = days_from_iso_week(year.value, week.value, 1);
  const bool exists = iso_week_of(monday) == iso_week{year.value, week.value};
  const bool good_day = weekday.value >= 1 && weekday.value <= 7;
  put_days(year, monday + weekday.value - 1, exists ? weekday : week,
           !exists     ? "a week that this year has"
           : !good_day ? "a weekday from 1 to 7"
                       : nullptr);
  return true;
}

// "2026-07", "2026-189"
constexpr void figures::take_two(const date_part& a, const date_part& b) {
  if (a.length != 4) return r_.fail(ambiguous_date, a.at, b.at + b.length - a.at, errc::unsupported);
  if (b.length <= 2) {
    put(a, b, {});
  } else if (b.length != 3) {
    r_.fail("a month of two digits or a day of three", b.at, b.length);
  } else {
    const int days = is_leap(a.value) ? 366 : 365;
    const bool exists = b.value >= 1 && b.value <= days;
    put_days(a, days_from_civil(a.value, 1, 1) + b.value - 1, b, exists ? nullptr : "a day that this year has");
  }
}

constexpr void figures::take_three(const date_part& a, const date_part& b, const date_part& c) {
  const bool extra_zero = b.length == 3 && b.value < 100;  // "2003-012-31", seen in feeds of a large company
  if (a.length == 4 && (b.length <= 2 || extra_zero) && c.length <= 2) return put(a, b, c);
  if (a.length > 2 || b.length > 2 || (c.length > 2 && c.length != 4)) {
    return r_.fail("a date", a.at, c.at + c.length - a.at);
  }
  const date_part* const orders[][3] = {{&a, &b, &c}, {&c, &b, &a}, {&c, &a, &b}};  // y-m-d, d-m-y, m-d-y
  int found = 0;
  civil_day first;
  for (const auto& order : orders) {
    if (order[2]->length > 2) continue;
    const civil_day d{full_year(order[0]->value, order[0]->length), order[1]->value, order[2]->value};
    if (!exists(d.year, d.month, d.day) || (found > 0 && d == first)) continue;
    if (++found > 1) return r_.fail(ambiguous_date, a.at, c.at + c.length - a.at, errc::unsupported);
    first = d;
    date_part year = *order[0];
    year.value = d.year;
    put(year, *order[1], *order[2]);
  }
  if (found == 0) r_.fail("a date that exists", a.at, c.at + c.length - a.at);
}

constexpr bool figures::take() {
  if (r_.year.set || r_.month.set || r_.day.set) return false;
  const std::size_t count = r_.digits();
  if (r_.at == 1 && r_.text.front() == '-') return r_.fail(ambiguous_date, 0, count + 1, errc::unsupported), true;
  const std::size_t separator = date_separator(r_.rest().substr(count));
  if (count == 4 && take_week()) return true;
  if (separator == 0) return take_packed(count);
  if (count > 4 || !r_.digit_at(r_.at + count + separator)) return false;
  const date_part a = r_.take_number(count);
  r_.at += separator;
  const date_part b = r_.take_number(r_.digits());
  const std::size_t next = date_separator(r_.rest());
  if (next == 0 || !r_.digit_at(r_.at + next)) {
    if (next > 1) r_.at += next;  // "2026년 7월"
    return take_two(a, b), true;
  }
  r_.at += next;
  take_three(a, b, r_.take_number(r_.digits()));
  for (const std::string_view sign : {"일", "日"}) {
    if (starts_with(r_.rest(), sign)) r_.at += sign.size();
  }
  return true;
}

}  // namespace detail

constexpr parsed<stamp> parse_date(std::string_view text) {
  const parsed<stamp> strict = parse_rfc3339(text);
  if (strict) return strict;
  detail::date_reader reader(text);
  while (!reader.failed && !reader.done()) {
    if (!(detail::is_digit(reader.peek()) && detail::figures(reader).take())) reader.step();
  }
  return reader.finish();
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_ANY_DATE_HPP

// =========================================================================================== maintkit/time/duration.hpp

// Lengths of time that need no calendar: timeouts, intervals, ages. Nanoseconds in 64 bits, so up to 292 years.
//
//   parse_duration("1h30m");              // 5'400'000'000'000
//   to_text(*parse_duration("90m"));      // "1 h 30 min"
#ifndef MAINTKIT_TIME_DURATION_HPP
#define MAINTKIT_TIME_DURATION_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

using duration = std::int64_t;  // nanoseconds

inline constexpr duration one_millisecond = 1'000'000;
inline constexpr duration one_second = 1'000'000'000;
inline constexpr duration one_minute = 60 * one_second;
inline constexpr duration one_hour = 60 * one_minute;
inline constexpr duration one_day = 24 * one_hour;

// "10s" "500ms" "26h" "2d" "1h30m" - whole numbers with a unit each, the largest first, none twice. Units: w (7 d), d
// (24 h), h, m (minutes), s, ms, us, ns. No sign, no blanks; only "0" may stand without a unit.
constexpr parsed<duration> parse_duration(std::string_view text);

// For people: the two largest units that are not zero, the rest cut off: "1 h 30 min", "2 d 4 h", "350 ms", "0 s".
std::string to_text(duration length);

// Both stop at the ends of their range instead of wrapping round.
constexpr instant add(instant at, duration length);
constexpr duration between(instant from, instant to);  // negative when `to` is earlier

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct unit {
  std::string_view letters;  // as written in a duration
  std::string_view shown;    // as shown to people
  duration length;
};

inline constexpr unit units[] = {{"w", "w", 7 * one_day},  {"d", "d", one_day},    {"h", "h", one_hour},
                                 {"m", "min", one_minute}, {"s", "s", one_second}, {"ms", "ms", one_millisecond},
                                 {"us", "us", 1000},       {"ns", "ns", 1}};
inline constexpr std::size_t unit_count = sizeof units / sizeof *units;

constexpr std::size_t find_unit(std::string_view letters) {
  std::size_t i = 0;
  while (i < unit_count && units[i].letters != letters) ++i;
  return i;
}

}  // namespace detail

constexpr parsed<duration> parse_duration(std::string_view text) {
  if (text == "0") return duration{0};
  duration total = 0;
  std::size_t largest_left = 0;
  std::size_t at = 0;
  do {
    const std::size_t digits = detail::span_of(text.substr(at), detail::is_digit);
    if (digits == 0) return parse_error{at == text.size() ? errc::incomplete : errc::malformed, "a number", at, 0};
    const auto number = detail::whole_number(text.substr(at, digits));
    const std::size_t letters_at = at + digits;
    const std::size_t letters = detail::span_of(text.substr(letters_at), detail::is_alpha);
    const std::size_t unit = detail::find_unit(text.substr(letters_at, letters));
    if (letters == 0 && letters_at == text.size()) {
      return parse_error{errc::incomplete, "a unit: w d h m s ms us ns", letters_at, 0};
    }
    if (unit == detail::unit_count) {
      return parse_error{errc::malformed, "a unit: w d h m s ms us ns", letters_at, letters};
    }
    if (unit < largest_left)
      return parse_error{errc::malformed, "a smaller unit than the one before", letters_at, letters};
    const auto room = static_cast<std::uint64_t>((INT64_MAX - total) / detail::units[unit].length);
    if (!number || *number > room) return parse_error{errc::limit, "at most 292 years", at, digits};
    total += static_cast<duration>(*number) * detail::units[unit].length;
    largest_left = unit + 1;
    at = letters_at + letters;
  } while (at < text.size());
  return total;
}

inline std::string to_text(duration length) {
  std::string out = length < 0 ? "-" : "";
  auto rest = length < 0 ? 0 - static_cast<std::uint64_t>(length) : static_cast<std::uint64_t>(length);
  int shown = 0;
  // Weeks are left out: "15 d" is read more easily than "2 w 1 d".
  for (std::size_t i = 1; i < detail::unit_count && shown < 2; ++i) {
    const auto size = static_cast<std::uint64_t>(detail::units[i].length);
    if (rest < size && shown == 0) continue;
    if (rest >= size) {
      if (shown > 0) out += ' ';
      out += std::to_string(rest / size) + ' ';
      out += detail::units[i].shown;
    }
    rest %= size;
    ++shown;
  }
  return shown == 0 ? "0 s" : out;
}

constexpr instant add(instant at, duration length) {
  const std::int64_t nanoseconds = at.nanoseconds + detail::floor_mod(length, one_second);
  const std::int64_t seconds = detail::floor_div(length, one_second) + nanoseconds / one_second;
  if (seconds > 0 && at.seconds > INT64_MAX - seconds) return {INT64_MAX, 999'999'999};
  if (seconds < 0 && at.seconds < INT64_MIN - seconds) return {INT64_MIN, 0};
  return {at.seconds + seconds, static_cast<std::int32_t>(nanoseconds % one_second)};
}

constexpr duration between(instant from, instant to) {
  constexpr std::int64_t most = INT64_MAX / one_second - 1;
  const bool backwards = to < from;
  const instant low = backwards ? to : from;
  const instant high = backwards ? from : to;
  const auto apart = static_cast<std::uint64_t>(high.seconds) - static_cast<std::uint64_t>(low.seconds);
  if (apart > static_cast<std::uint64_t>(most)) return backwards ? INT64_MIN : INT64_MAX;
  const duration length = static_cast<duration>(apart) * one_second + high.nanoseconds - low.nanoseconds;
  return backwards ? -length : length;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_DURATION_HPP

// ========================================================================================== maintkit/time/zone_rule.hpp

// The rule by which the clocks of a place change every year, as the POSIX variable TZ writes it; it ends the files of
// the IANA database and says what comes after their last entry.
//
//   const auto berlin = parse_zone_rule("CET-1CEST,M3.5.0,M10.5.0/3");   // last Sundays, 2:00 and 3:00 by the clock
//   berlin->offset_at(parse_rfc3339("2100-07-01T00:00:00Z")->at);        // 7200
#ifndef MAINTKIT_TIME_ZONE_RULE_HPP
#define MAINTKIT_TIME_ZONE_RULE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// A day of every year, and the clock's reading when the change comes.
struct yearly_change {
  enum class form : std::uint8_t {
    nth_weekday,      // M: the day-th weekday (0 = Sunday) of week 1 to 5 (the last) of a month
    day_of_365,       // J: 1 to 365, February 29 is never counted
    day_of_year_at_0  // 0 to 365, February 29 is counted
  };
  form kind = form::day_of_365;
  int month = 0;
  int week = 0;
  int day = 0;
  std::int32_t seconds = 7200;  // from midnight, -167 to 167 hours

  // Days since 1970-01-01.
  constexpr std::int64_t day_in(int year) const;
};

struct zone_rule {
  std::int32_t standard = 0;  // seconds ahead of UTC
  std::int32_t daylight = 0;  // the same as standard where the clocks don't change
  bool changes = false;
  yearly_change start;  // of daylight time, by the clock of standard time
  yearly_change end;    // by the clock of daylight time

  constexpr std::int32_t offset_at(instant at) const;
};

// POSIX.1-2024 section 8.3 ("std offset dst offset,rule"), with the hours to 167 of RFC 8536 section 3.3.1. A name of
// daylight time must be followed by its rule.
constexpr parsed<zone_rule> parse_zone_rule(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

constexpr int rule_number(cursor& c, int low, int high, const char* expected) {
  const std::size_t from = c.at;
  const std::size_t count = c.failed ? 0 : span_of(c.text.substr(from), is_digit);
  if (count == 0 || count > 3) c.fail("a number", from, count);
  return c.number(count, low, high, expected);
}

// "hh[:mm[:ss]]" with a sign or none, in seconds.
constexpr std::int32_t rule_time(cursor& c, int most_hours) {
  const bool negative = c.take('-');
  if (!negative) c.take('+');
  std::int32_t seconds = rule_number(c, 0, most_hours, "fewer hours") * 3600;
  for (std::int32_t unit = 60; unit > 0 && !c.failed && c.take(':'); unit /= 60) {
    seconds += c.number(2, 0, 59, "00 to 59") * unit;
  }
  return negative ? -seconds : seconds;
}

// Three letters or more, or anything of letters, digits and signs between < and >.
constexpr void rule_name(cursor& c) {
  const std::size_t from = c.at;
  const bool quoted = c.take('<');
  const auto belongs = [](char ch) { return is_alnum(ch) || ch == '+' || ch == '-'; };
  const std::string_view rest = c.text.substr(c.at);
  c.at += quoted ? span_of(rest, belongs) : span_of(rest, is_alpha);
  if (c.at - from < 3) c.fail("a name of three letters", from, c.at - from);
  if (quoted) c.want('>', "'>'");
}

constexpr yearly_change rule_change(cursor& c) {
  yearly_change change;
  c.want(',', "','");
  if (c.take('M')) {
    change.kind = yearly_change::form::nth_weekday;
    change.month = rule_number(c, 1, 12, "a month from 1 to 12");
    c.want('.', "'.'");
    change.week = rule_number(c, 1, 5, "a week from 1 to 5");
    c.want('.', "'.'");
    change.day = rule_number(c, 0, 6, "a weekday from 0 to 6");
  } else if (c.take('J')) {
    change.day = rule_number(c, 1, 365, "a day from 1 to 365");
  } else {
    change.kind = yearly_change::form::day_of_year_at_0;
    change.day = rule_number(c, 0, 365, "a day from 0 to 365");
  }
  if (!c.failed && c.take('/')) change.seconds = rule_time(c, 167);
  return change;
}

}  // namespace detail

constexpr std::int64_t yearly_change::day_in(int year) const {
  const std::int64_t new_year = days_from_civil(year, 1, 1);
  if (kind == form::day_of_year_at_0) return new_year + day;
  if (kind == form::day_of_365) return new_year + day - (is_leap(year) && day >= 60 ? 0 : 1);
  const std::int64_t first = days_from_civil(year, month, 1);
  const int ahead = (day - weekday(first) + 14) % 7;  // weekday() has Sunday as 7, which is 0 here
  const int of_month = ahead + (week - 1) * 7;
  return first + (of_month < days_in_month(year, month) ? of_month : of_month - 7);
}

constexpr std::int32_t zone_rule::offset_at(instant at) const {
  if (!changes) return standard;
  // The calendar repeats after 400 years, and so does the rule: no year is out of reach.
  const std::int64_t seconds = detail::floor_mod(at.seconds, detail::days_per_cycle * detail::seconds_per_day);
  const int year = to_civil({seconds, 0}, standard).year;
  // A change can lie a week outside its year, so that the latest one is looked for in three years. Where an end and a
  // start meet, daylight time goes on (that is how a whole year of it is written: RFC 8536 section 3.3.1).
  std::int64_t latest = INT64_MIN;
  std::int32_t offset = standard;
  for (int y = year - 1; y <= year + 1; ++y) {
    const std::int64_t to_daylight = start.day_in(y) * detail::seconds_per_day + start.seconds - standard;
    const std::int64_t to_standard = end.day_in(y) * detail::seconds_per_day + end.seconds - daylight;
    if (to_standard <= seconds && to_standard > latest) {
      latest = to_standard;
      offset = standard;
    }
    if (to_daylight <= seconds && to_daylight >= latest) {
      latest = to_daylight;
      offset = daylight;
    }
  }
  return offset;
}

constexpr parsed<zone_rule> parse_zone_rule(std::string_view text) {
  detail::cursor c{text};
  zone_rule rule;
  detail::rule_name(c);
  rule.standard = -detail::rule_time(c, 24);
  rule.daylight = rule.standard;
  if (!c.failed && !c.done()) {
    rule.changes = true;
    detail::rule_name(c);
    const bool unsaid = c.peek() == ',';
    rule.daylight = unsaid ? rule.standard + 3600 : -detail::rule_time(c, 24);
    rule.start = detail::rule_change(c);
    rule.end = detail::rule_change(c);
    if (!c.failed && !c.done()) c.fail("the end", c.at, text.size() - c.at);
  }
  if (c.failed) return c.fault;
  return rule;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_ZONE_RULE_HPP

// =============================================================================================== maintkit/time/zone.hpp

// Zones: how far the clocks of a place are ahead of UTC at an instant. UTC, fixed offsets, and places of the IANA
// database from the bytes of their TZif files (detail/zone_file.hpp reads those of the system).
//
//   const result<zone> berlin = zone::parse_tzif("Europe/Berlin", bytes);
//   berlin->offset_at(now);                                   // 3600 or 7200
//   berlin->instants_of({2026, 10, 25, 2, 30, 0, 0}).count;   // 2: the clocks go back that night
#ifndef MAINTKIT_TIME_ZONE_HPP
#define MAINTKIT_TIME_ZONE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// The instants that a clock's reading may mean in a zone, the earlier first: none where the clocks skip it, two where
// they show it twice.
struct meanings {
  int count = 0;
  instant at[2];
};

inline constexpr std::size_t largest_tzif = std::size_t{256} * 1024;  // bytes; the largest one of 2025b has 3.6 KB

// A value: copied with all it knows, never looks anything up.
class zone {
 public:
  zone() = default;  // UTC
  static zone utc() { return zone(); }
  static zone fixed(std::int32_t offset_seconds);  // named as RFC 3339 writes it: "+02:00"

  // TZif of RFC 8536 and 9636, versions 1 to 4: the 64-bit data where there is some, and the rule behind it. Malformed,
  // incomplete or larger than largest_tzif is an error that names the byte; leap seconds ("right/…") are unsupported,
  // for an instant has none.
  static result<zone> parse_tzif(std::string_view name, std::string_view bytes);

  // Seconds ahead of UTC. Before the file's first change it is that of its first type (RFC 8536 section 3.2).
  std::int32_t offset_at(instant at) const;

  meanings instants_of(const civil& reading) const;

  // The one instant a reading is taken for: the earlier of two; one that the clocks skip counts on from before the gap,
  // so that 02:30 between 02:00 and 03:00 is 03:30 by the new clock (RFC 5545 section 3.3.5 decides both like this).
  instant resolve(const civil& reading) const;

  const std::string& name() const { return name_; }

 private:
  template <class F>
  void each_offset_near(instant reading, F offer) const;

  std::string name_ = "UTC";
  std::int32_t first_ = 0;             // before the first change
  std::vector<std::int64_t> changes_;  // seconds, ascending
  std::vector<std::int32_t> offsets_;  // from that change on
  std::optional<zone_rule> rule_;      // from the last change on
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// One header of a TZif file: how many there are of each part.
struct tzif_counts {
  std::size_t utc_marks, standard_marks, leaps, changes, types, letters;

  // Bytes of the data block where an instant takes `width` bytes.
  constexpr std::size_t size(std::size_t width) const {
    return changes * (width + 1) + types * 6 + letters + leaps * (width + 4) + standard_marks + utc_marks;
  }
};

// Reads a TZif file from the front. After the first fault nothing more is taken; whoever reads asks once, at the end.
struct tzif_reader {
  std::string_view bytes;
  std::size_t at = 0;
  parse_error fault{};
  bool failed = false;

  std::size_t width = 4;  // bytes of an instant
  std::vector<std::int64_t> changes{};
  std::string_view indices{};           // a byte for each change: its type
  std::vector<std::int32_t> offsets{};  // of each type
  std::string_view rule{};
  std::size_t rule_at = 0;

  void read();
  char header(tzif_counts& counts);
  void check(const tzif_counts& n);
  void read_changes(const tzif_counts& n);
  void read_types(const tzif_counts& n);
  void footer();

  void fail(errc code, const char* expected, std::size_t length = 0) {
    if (!failed) fault = {code, expected, at, length};
    failed = true;
  }
  bool has(std::size_t count) {
    if (!failed && bytes.size() - at < count) fail(errc::incomplete, "more bytes");
    return !failed;
  }

  // Big-endian, two's complement.
  std::int64_t integer(std::size_t bytes_wide) {
    if (!has(bytes_wide)) return 0;
    const auto byte = [&] { return static_cast<unsigned char>(bytes[at]); };
    std::uint64_t value = (byte() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (const std::size_t stop = at + bytes_wide; at < stop; ++at) value = value << 8 | byte();
    return static_cast<std::int64_t>(value);
  }
};

inline void tzif_reader::read() {
  if (bytes.size() > largest_tzif) return at = largest_tzif, fail(errc::limit, "at most 256 KiB");
  tzif_counts n{};
  if (header(n) != '\0' && has(n.size(4))) {  // the first block is for readers of version 1
    at += n.size(4);
    width = 8;
    header(n);
  }
  check(n);
  if (!has(n.size(width))) return;
  const std::size_t stop = at + n.size(width);
  read_changes(n);
  read_types(n);
  if (failed) return;
  at = stop;
  if (width == 8) return footer();
  if (at < bytes.size()) fail(errc::malformed, "the end behind the data", bytes.size() - at);
}

// The version's byte. Versions yet to come are read like 4, as RFC 8536 section 3.1 says.
inline char tzif_reader::header(tzif_counts& counts) {
  if (!has(44)) return '\0';
  if (bytes.substr(at, 4) != "TZif") fail(errc::malformed, "\"TZif\"", 4);
  const char version = bytes[at + 4];
  at += 20;
  std::size_t n[6] = {};
  for (std::size_t& count : n) {
    const std::int64_t value = integer(4) & 0xffff'ffff;
    if (value > static_cast<std::int64_t>(bytes.size())) fail(errc::incomplete, "more bytes");  // and no sum overflows
    count = failed ? 0 : static_cast<std::size_t>(value);
  }
  counts = {n[0], n[1], n[2], n[3], n[4], n[5]};
  return version;
}

inline void tzif_reader::check(const tzif_counts& n) {
  const auto none_or_each = [&](std::size_t marks) { return marks == 0 || marks == n.types; };
  if (n.types == 0 || n.types > 256) fail(errc::malformed, "1 to 256 types");
  if (n.letters == 0) fail(errc::malformed, "a name");
  if (!none_or_each(n.utc_marks) || !none_or_each(n.standard_marks)) fail(errc::malformed, "a mark for each type");
  if (n.leaps != 0) fail(errc::unsupported, "no leap seconds");
}

inline void tzif_reader::read_changes(const tzif_counts& n) {
  changes.reserve(n.changes);  // the bytes are there: read() has looked
  for (std::size_t i = 0; i < n.changes && !failed; ++i) {
    const std::int64_t seconds = integer(width);
    if (!changes.empty() && seconds <= changes.back()) fail(errc::malformed, "a later change than the one before");
    changes.push_back(seconds);
  }
  if (failed) return;
  indices = bytes.substr(at, n.changes);
  for (const char index : indices) {
    if (static_cast<unsigned char>(index) >= n.types) fail(errc::malformed, "the number of a type", 1);
    ++at;
  }
}

// The names of types are not kept, but must end inside their block.
inline void tzif_reader::read_types(const tzif_counts& n) {
  if (failed) return;
  const std::string_view names = bytes.substr(at + n.types * 6, n.letters);
  for (std::size_t i = 0; i < n.types && !failed; ++i) {
    const std::int64_t offset = integer(4);
    const std::int64_t daylight = integer(1);
    const auto name = static_cast<std::size_t>(integer(1) & 0xff);
    // The range that RFC 8536 section 3.2 gives.
    if (offset < -89999 || offset > 93599) fail(errc::malformed, "an offset from -25 to 26 hours");
    if (daylight != 0 && daylight != 1) fail(errc::malformed, "0 or 1 for daylight time");
    if (names.find('\0', name) == std::string_view::npos) fail(errc::malformed, "a name that ends");
    offsets.push_back(static_cast<std::int32_t>(offset));
  }
}

// The line that ends a file of version 2 or later.
inline void tzif_reader::footer() {
  if (!has(2)) return;
  const std::size_t stop = bytes.find('\n', at + 1);
  if (bytes[at] != '\n' || stop == std::string_view::npos) return fail(errc::malformed, "a rule between newlines");
  if (stop + 1 < bytes.size()) return at = stop + 1, fail(errc::malformed, "the end behind the rule");
  rule_at = at + 1;
  rule = bytes.substr(rule_at, stop - rule_at);
}

}  // namespace detail

inline zone zone::fixed(std::int32_t offset_seconds) {
  zone z;
  z.first_ = offset_seconds;
  if (offset_seconds != 0) {
    z.name_.clear();
    detail::append_offset(z.name_, offset_seconds);
  }
  return z;
}

inline result<zone> zone::parse_tzif(std::string_view name, std::string_view bytes) {
  const auto failure = [&](const parse_error& e) { return maintkit::error(e, "zone " + std::string(name), {}); };
  detail::tzif_reader in{bytes};
  in.read();
  if (in.failed) return failure(in.fault);
  zone z;
  z.name_ = name;
  z.first_ = in.offsets.front();
  for (const char index : in.indices) z.offsets_.push_back(in.offsets[static_cast<unsigned char>(index)]);
  z.changes_ = std::move(in.changes);
  if (in.rule.empty()) return z;
  const parsed<zone_rule> rule = parse_zone_rule(in.rule);
  if (!rule) {
    const parse_error& e = rule.error();
    return failure({e.code, e.expected, in.rule_at + e.offset, e.length});
  }
  // RFC 8536 section 3.3: the rule must agree with the last change.
  if (!z.changes_.empty() && rule->offset_at({z.changes_.back(), 0}) != z.offsets_.back()) {
    return failure({errc::malformed, "a rule that agrees with the last change", in.rule_at, in.rule.size()});
  }
  z.rule_ = *rule;
  return z;
}

inline std::int32_t zone::offset_at(instant at) const {
  const auto next = std::upper_bound(changes_.begin(), changes_.end(), at.seconds);
  if (next == changes_.end() && rule_) return rule_->offset_at(at);
  if (next == changes_.begin()) return first_;
  return offsets_[static_cast<std::size_t>(next - changes_.begin()) - 1];
}

// Every offset that may hold where a clock shows `reading`: no offset is larger than 26 hours.
template <class F>
void zone::each_offset_near(instant reading, F offer) const {
  constexpr std::int64_t reach = 26 * 3600;
  const auto from = std::lower_bound(changes_.begin(), changes_.end(), reading.seconds - reach);
  const auto to = std::upper_bound(from, changes_.end(), reading.seconds + reach);
  offer(offset_at({reading.seconds - reach, 0}));
  for (auto i = from; i != to; ++i) offer(offsets_[static_cast<std::size_t>(i - changes_.begin())]);
  if (to == changes_.end() && rule_) {
    offer(rule_->standard);
    offer(rule_->daylight);
  }
}

inline meanings zone::instants_of(const civil& reading) const {
  const instant shown = from_civil(reading);
  meanings found;
  each_offset_near(shown, [&](std::int32_t offset) {
    const instant at{shown.seconds - offset, shown.nanoseconds};
    if (offset_at(at) != offset) return;
    if (found.count == 0) found = {1, {at, at}};
    // A file can make more than two of one reading: the first and the last of them are told.
    if (at < found.at[0]) found.at[0] = at;
    if (at > found.at[1]) found.at[1] = at;
    found.count = found.at[0] == found.at[1] ? 1 : 2;
  });
  return found;
}

inline instant zone::resolve(const civil& reading) const {
  const meanings found = instants_of(reading);
  if (found.count > 0) return found.at[0];
  const instant shown = from_civil(reading);
  instant at{shown.seconds - offset_at(shown), shown.nanoseconds};
  each_offset_near(shown, [&](std::int32_t after) {
    const std::int32_t before = offset_at({shown.seconds - after, 0});
    if (before < after && offset_at({shown.seconds - before, 0}) == after) at.seconds = shown.seconds - before;
  });
  return at;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_ZONE_HPP

// =============================================================================================== maintkit/time/span.hpp

// Lengths of time on the calendar, as retention rules write them: years and months have no fixed length, so they are
// counted back from an instant, in a zone.
//
//   const auto three_months = parse_span("3m");
//   subtract(newest, *three_months, berlin);   // three months earlier by the clocks of Berlin
#ifndef MAINTKIT_TIME_SPAN_HPP
#define MAINTKIT_TIME_SPAN_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// Days are the calendar's (23 to 25 hours where clocks change), hours are 3600 seconds.
struct span {
  std::int32_t years = 0;
  std::int32_t months = 0;
  std::int32_t days = 0;
  std::int32_t hours = 0;
};

// What becomes of a day that the month reached does not have: March 31 less one month.
enum class month_end : std::uint8_t {
  clamp,     // the last day of that month: February 28
  overflow,  // counts on into the next: March 3 (restic 0.18, Go's AddDate)
};

// "2y5m7d3h" as restic's --keep-within writes it: y, m (months), d, h in any order, each at most once, no sign, no
// blanks. Each number at most 99999.
constexpr parsed<span> parse_span(std::string_view text);

// "30d" as borg's --keep-within writes it: one number and one of H d w m y, where a day is 24 hours, a week 7 days, a
// month 31 and a year 365: a fixed number of hours. Not 0; at most 99999.
constexpr parsed<span> parse_borg_span(std::string_view text);

// Years and months are counted back on the clock of the zone first, then days, then hours as time that goes by.
instant subtract(instant from, const span& length, const zone& where, month_end end = month_end::clamp);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline constexpr int longest_span = 99999;

// A number from 0 to longest_span, and the place behind it.
constexpr int span_number(cursor& c) {
  int value = 0;
  const std::size_t from = c.at;
  if (!is_digit(c.peek())) c.fail("a number", c.at, c.done() ? 0 : 1);
  for (; !c.failed && is_digit(c.peek()); ++c.at) {
    value = value * 10 + (c.text[c.at] - '0');
    if (value > longest_span) c.fail("at most 99999", from, span_of(c.text.substr(from), is_digit), errc::limit);
  }
  return value;
}

}  // namespace detail

constexpr parsed<span> parse_span(std::string_view text) {
  detail::cursor c{text};
  std::int32_t amounts[4] = {};
  bool seen[4] = {};
  do {
    const int value = detail::span_number(c);
    if (c.failed) return c.fault;
    const std::size_t unit = std::string_view("ymdh").find(c.peek());
    if (c.done() || unit == std::string_view::npos) return c.fail("a unit: y m d h", c.at, c.done() ? 0 : 1), c.fault;
    if (seen[unit]) return c.fail("each unit once", c.at, 1), c.fault;
    seen[unit] = true;
    amounts[unit] = value;
    ++c.at;
  } while (!c.done());
  return span{amounts[0], amounts[1], amounts[2], amounts[3]};
}

constexpr parsed<span> parse_borg_span(std::string_view text) {
  constexpr std::int32_t hours[] = {1, 24, 7 * 24, 31 * 24, 365 * 24};
  detail::cursor c{text};
  const int value = detail::span_number(c);
  if (c.failed) return c.fault;
  if (value == 0) return c.fail("a number above 0", 0, c.at), c.fault;
  const std::size_t unit = std::string_view("Hdwmy").find(c.peek());
  if (c.done() || unit == std::string_view::npos) return c.fail("a unit: H d w m y", c.at, c.done() ? 0 : 1), c.fault;
  if (++c.at < text.size()) return c.fail("the end", c.at, text.size() - c.at), c.fault;
  return span{0, 0, 0, value * hours[unit]};
}

inline instant subtract(instant from, const span& length, const zone& where, month_end end) {
  instant at = from;
  const std::int64_t months = -(std::int64_t{length.years} * 12 + length.months);
  if (months != 0 || length.days != 0) {
    const civil start = to_civil(from, where.offset_at(from));
    civil reading = add_months(start, static_cast<int>(detail::clamped(months, INT32_MIN, INT32_MAX)));
    if (end == month_end::overflow) reading.day = start.day;
    const std::int64_t days = days_from_civil(reading.year, reading.month, reading.day) - length.days;
    const civil_day date = day_from_days(days);
    reading.year = date.year;
    reading.month = date.month;
    reading.day = date.day;
    at = where.resolve(reading);
  }
  at.seconds = detail::local_seconds(at, 0) - std::int64_t{length.hours} * 3600;
  return at;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_SPAN_HPP

// ==================================================================================================== maintkit/time.hpp

// Time as maintenance needs it: instants, clock readings, ISO weeks, zones, and the dates that people and feeds write.
// Pure: nothing here asks the clock, the environment or the system's zone; `now` and zones are arguments.
//
//   const auto said = maintkit::time::parse_date("Wed, 8 Jul 2026 14:00 +0200");
//   maintkit::time::to_rfc3339(said->at);                               // "2026-07-08T12:00:00Z"
//   maintkit::time::to_civil(said->at, said->offset).hour;              // 14
//   said->precision == maintkit::time::precision::minute;               // true: no seconds were written
#ifndef MAINTKIT_TIME_HPP
#define MAINTKIT_TIME_HPP

#endif  // MAINTKIT_TIME_HPP

// ========================================================================================= maintkit/backup/manifest.hpp

// The manifest of a backup set, manifest.json: what is in it, how it came about, and how far it was verified. It is the
// last file written; a folder without a manifest that can be read is no backup set.
//
//   {"schema":1,"application":"example","version":"1.2","started":"2026-07-08T12:00:00Z","finished":…,"program":…,
//    "verified":2,"entries":[{"name":"media.tar","kind":"files","bytes":10240,"sha256":"…","mode":"0600",
//    "mtime":"2026-07-08T12:00:01Z","sources":["/srv/example/media"]}],"tools":[{"name":"sqlite3","version":"3.40.1",
//    "exit_status":0}],"left_out":[],"notes":[],"digest":"…"}
//
// The digest, the SHA-256 of all bytes before `,"digest"`, shows a flipped bit in the manifest itself.
#ifndef MAINTKIT_BACKUP_MANIFEST_HPP
#define MAINTKIT_BACKUP_MANIFEST_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

inline constexpr std::string_view manifest_name = "manifest.json";

// How far a set was looked into. Rotation counts only sets that reached `structure`.
enum class level : std::uint8_t {
  sizes,      // every file is there, as long as it should be
  hashes,     // and holds the bytes that were written
  structure,  // and they make sense: databases pass their own check, archives can be walked to their end
};

constexpr std::string_view to_string(level l);

struct entry {
  std::string name;  // of the file in the set's folder
  std::string kind;  // "files" (a tar archive), "sqlite"
  std::uint64_t bytes = 0;
  std::string sha256;  // 64 lower-case hexadecimal digits
  std::uint32_t mode = 0600;
  time::instant mtime;
  std::vector<std::string> sources;  // what was saved: absolute paths
};

struct tool {
  std::string name;
  std::string version;
  int exit_status = 0;
};

struct manifest {
  std::string application;
  std::string version;  // of the application; empty if it could not be found
  time::instant started;
  time::instant finished;
  std::string program;  // what wrote it: "maintkit 0.1.0"
  level verified = level::sizes;
  std::vector<entry> entries;
  std::vector<tool> tools;
  std::vector<std::string> left_out;  // parts that were left out on purpose: "database"
  std::vector<std::string> notes;     // what happened on the way and does not spoil the set
};

std::string to_json(const manifest& what);

// Strict: schema 1, every field there and of its type, names that are plain file names, at most 1 MiB. Fields it does
// not know are passed over.
result<manifest> parse_manifest(std::string_view text, std::string_view what);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline constexpr std::string_view level_names[] = {"sizes", "hashes", "structure"};

inline std::string octal(std::uint32_t mode) {
  std::string out = "0000";
  for (std::size_t i = out.size(); i-- > 0; mode >>= 3) out[i] = static_cast<char>('0' + (mode & 7));
  return out;
}

inline constexpr std::string_view digest_key = ",\"digest\":";

inline void write_strings(json::writer& w, std::string_view key, const std::vector<std::string>& values) {
  w.key(key).array();
  for (const std::string& value : values) w.value(value);
  w.end_array();
}

// A file name that can't lead anywhere else, and that is never a temporary one.
inline bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 255 && name[0] != '.' && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

class manifest_reader {
 public:
  manifest_reader(std::string_view text, std::string_view what) : text_(text), what_(what), json_(text) {}

  result<manifest> read() {
    constexpr std::size_t most = std::size_t{1} << 20;
    if (text_.size() > most) return error(errc::limit, std::string(what_), "is longer than 1 MiB");
    manifest m;
    if (json_.next() != json::token::object_begin) fail("an object");
    object([&](std::string_view key) { return field(m, key); }, 12);
    if (!failed_ && json_.next() != json::token::end) fail("the end");
    if (failed_) return error_;
    return m;
  }

 private:
  // The first fault stays.
  void fail(const char* expected) {
    if (failed_) return;
    failed_ = true;
    const parse_error at =
        json_.error().expected[0] != '\0' ? json_.error() : parse_error{errc::malformed, expected, json_.offset(), 1};
    error_ = error(at, std::string(what_), text_);
  }

  // The fields of an object that was begun; `take` answers whether it knows the key, and has read its value then.
  template <class F>
  void object(F take, std::size_t needed) {
    std::vector<std::string> seen;
    for (json::token t = json_.next(); !failed_ && t != json::token::object_end; t = json_.next()) {
      if (t != json::token::key) return fail("a field");
      std::string key(json_.text());
      if (std::find(seen.begin(), seen.end(), key) != seen.end()) return fail("each field once");
      if (take(key)) {
        seen.push_back(std::move(key));
      } else {
        json_.skip();
      }
    }
    if (seen.size() != needed) fail("every field of schema 1");
  }

  template <class F>
  void array(F each) {
    constexpr std::size_t most = 10000;
    if (json_.next() != json::token::array_begin) return fail("an array");
    std::size_t count = 0;
    for (json::token t = json_.next(); !failed_ && t != json::token::array_end; t = json_.next()) {
      if (++count > most) return fail("fewer elements");
      each(t);
    }
  }

  bool string(std::string& to) {
    if (json_.next() != json::token::string) fail("a string");
    to = std::string(json_.text());
    return true;
  }

  bool strings(std::vector<std::string>& to) {
    array([&](json::token t) {
      if (t != json::token::string) return fail("a string");
      to.emplace_back(json_.text());
    });
    return true;
  }

  bool number(std::uint64_t& to) {
    if (json_.next() != json::token::number) fail("a number");
    const auto value = whole_number(json_.text());
    if (!value) fail("a whole number");
    to = value.value_or(0);
    return true;
  }

  bool instant(time::instant& to) {
    std::string text;
    string(text);
    const auto stamp = time::parse_rfc3339(text);
    if (!stamp) {
      fail("a time as in RFC 3339");
    } else {
      to = stamp->at;
    }
    return true;
  }

  bool field(manifest& m, std::string_view key) {
    if (key == "schema") return schema();
    if (key == "application") return string(m.application);
    if (key == "version") return string(m.version);
    if (key == "started") return instant(m.started);
    if (key == "finished") return instant(m.finished);
    if (key == "program") return string(m.program);
    if (key == "verified") return verified(m.verified);
    if (key == "entries") return entries(m.entries);
    if (key == "tools") return tools(m.tools);
    if (key == "left_out") return strings(m.left_out);
    if (key == "digest") return digest();
    return key == "notes" && strings(m.notes);
  }

  bool schema() {
    std::uint64_t number_read = 0;
    number(number_read);
    if (number_read != 1) fail("schema 1");
    return true;
  }

  bool digest() {
    std::string text;
    string(text);
    const std::string_view signed_part = text_.substr(0, text_.rfind(digest_key));
    if (!failed_ && text != sha256_hex(signed_part)) fail("the digest of what stands before it");
    return true;
  }

  bool verified(level& to) {
    std::string name;
    string(name);
    for (std::size_t i = 0; i < 3; ++i) {
      if (name != level_names[i]) continue;
      to = static_cast<level>(i);
      return true;
    }
    fail("\"sizes\", \"hashes\" or \"structure\"");
    return true;
  }

  bool entries(std::vector<entry>& to) {
    array([&](json::token t) {
      if (t != json::token::object_begin) return fail("an object");
      entry e;
      object([&](std::string_view key) { return entry_field(e, key); }, 7);
      to.push_back(std::move(e));
    });
    return true;
  }

  bool entry_field(entry& e, std::string_view key) {
    if (key == "name") {
      string(e.name);
      if (!is_plain_name(e.name)) fail("a plain file name");
    } else if (key == "kind") {
      string(e.kind);
    } else if (key == "bytes") {
      number(e.bytes);
    } else if (key == "sha256") {
      string(e.sha256);
      const auto digits = span_of(e.sha256, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
      if (e.sha256.size() != 64 || digits != 64) fail("64 hexadecimal digits");
    } else if (key == "mode") {
      mode(e.mode);
    } else if (key == "mtime") {
      instant(e.mtime);
    } else if (key == "sources") {
      strings(e.sources);
    } else {
      return false;
    }
    return true;
  }

  void mode(std::uint32_t& to) {
    std::string text;
    string(text);
    const auto digits = span_of(text, [](char c) { return c >= '0' && c <= '7'; });
    if (text.size() != 4 || digits != 4) fail("four octal digits");
    to = 0;
    for (const char c : text) to = to * 8 + static_cast<std::uint32_t>(c - '0');
  }

  bool tools(std::vector<tool>& to) {
    array([&](json::token t) {
      if (t != json::token::object_begin) return fail("an object");
      tool one;
      std::uint64_t status = 0;
      object(
          [&](std::string_view key) {
            return key == "name"      ? string(one.name)
                   : key == "version" ? string(one.version)
                                      : key == "exit_status" && number(status);
          },
          3);
      one.exit_status = static_cast<int>(status & 0xff);
      to.push_back(std::move(one));
    });
    return true;
  }

  std::string_view text_;
  std::string_view what_;
  json::reader json_;
  bool failed_ = false;
  error error_;
};

}  // namespace detail

constexpr std::string_view to_string(level l) { return detail::level_names[static_cast<std::size_t>(l)]; }

inline std::string to_json(const manifest& what) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("application", what.application).field("version", what.version);
  w.field("started", time::to_rfc3339(what.started)).field("finished", time::to_rfc3339(what.finished));
  w.field("program", what.program).field("verified", to_string(what.verified)).key("entries").array();
  for (const entry& e : what.entries) {
    w.object().field("name", e.name).field("kind", e.kind).field("bytes", e.bytes).field("sha256", e.sha256);
    w.field("mode", detail::octal(e.mode)).field("mtime", time::to_rfc3339(e.mtime));
    detail::write_strings(w, "sources", e.sources);
    w.end_object();
  }
  w.end_array().key("tools").array();
  for (const tool& t : what.tools) {
    w.object().field("name", t.name).field("version", t.version).field("exit_status", t.exit_status).end_object();
  }
  w.end_array();
  detail::write_strings(w, "left_out", what.left_out);
  detail::write_strings(w, "notes", what.notes);
  const std::string digest = detail::sha256_hex(out);
  w.field("digest", digest).end_object();
  return out + "\n";
}

inline result<manifest> parse_manifest(std::string_view text, std::string_view what) {
  return detail::manifest_reader(text, what).read();
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_MANIFEST_HPP

// ============================================================================================== maintkit/detail/ini.hpp

// INI files in the dialect of Python's configparser.RawConfigParser with its defaults, which applications written in
// Python read their settings with; recipes are written in it too. What this dialect leaves open is refused.
//
//   auto file = detail::parse_ini("[site]\nurl = https://example.org\n");
//   file->find("site", "url")->value;   // "https://example.org"
//
//   [section]            case matters; [DEFAULT] gives every section its values
//   key = value          or "key: value"; the first of '=' and ':' ends the key; case of the key does not matter
//   # or ; comment       whole lines only: "5432 ; x" is a value, quotes and % are ordinary characters
//     more value         a line that stands further right goes on with the value, joined by a newline
//
// Errors: text before the first section, a line without '=', an empty key, a section or key that comes twice, text
// behind "]", a byte order mark, NUL, bytes that are not UTF-8.
#ifndef MAINTKIT_DETAIL_INI_HPP
#define MAINTKIT_DETAIL_INI_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

struct ini_entry {
  std::string section;
  std::string key;  // in lower case
  std::string value;
  std::size_t offset;  // of the key's first byte in the file
};

struct ini_file {
  std::vector<ini_entry> entries;     // in the file's order
  std::vector<std::string> sections;  // in the file's order, without DEFAULT

  // The entry of that section, else of DEFAULT, else null.
  const ini_entry* find(std::string_view section, std::string_view key) const;
};

struct ini_limits {
  std::size_t bytes = std::size_t{1} << 20;
  std::size_t entries = 10000;
};

parsed<ini_file> parse_ini(std::string_view text, const ini_limits& most = {});

// A fault in a file of lines, named "FILE:LINE" and shown with that line; without it if it may hold a secret.
error line_error(const parse_error& fault, std::string_view file, std::string_view text, bool secret = false);

// ---------------------------------------------------------------------------------------------------------------------

inline constexpr std::string_view ini_default = "DEFAULT";

inline const ini_entry* ini_file::find(std::string_view section, std::string_view key) const {
  const ini_entry* fallback = nullptr;
  for (const ini_entry& e : entries) {
    if (e.key != key) continue;
    if (e.section == section) return &e;
    if (e.section == ini_default) fallback = &e;
  }
  return fallback;
}

// One pass over the lines; the state is the entry that a line further right would go on with.
class ini_reader {
 public:
  ini_reader(std::string_view text, const ini_limits& most) : text_(text), most_(most) {}

  parsed<ini_file> read() {
    if (text_.size() > most_.bytes) return parse_error{errc::limit, "a shorter file", most_.bytes, 0};
    if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos) {
      return parse_error{errc::malformed, "text without NUL bytes", nul, 1};
    }
    if (const std::size_t bad = utf8_fault(text_); bad != std::string_view::npos) {
      return parse_error{errc::malformed, "UTF-8", bad, 1};
    }
    for (std::size_t at = 0; at < text_.size() && fault_.expected[0] == '\0';) {
      const std::size_t stop = (std::min)(text_.find_first_of("\r\n", at), text_.size());
      line(at, text_.substr(at, stop - at));
      const bool pair = text_.substr(stop, 2) == "\r\n";  // universal newlines: \n, \r\n and \r alone
      at = stop + (pair ? 2 : 1);
    }
    finish_value();
    if (fault_.expected[0] == '\0') refuse_twins();
    if (fault_.expected[0] != '\0') return fault_;
    return std::move(file_);
  }

 private:
  void fail(const char* expected, std::size_t offset, std::size_t length, errc code = errc::malformed) {
    fault_ = {code, expected, offset, length};
  }

  void line(std::size_t at, std::string_view raw) {
    const std::string_view content = trim(raw);
    const std::size_t indent = static_cast<std::size_t>(content.data() - raw.data());
    if (content.empty()) {
      if (open_) file_.entries.back().value += '\n';  // an empty line inside a value is part of it
      return;
    }
    if (content[0] == '#' || content[0] == ';') return;
    if (open_ && indent > indent_) {
      file_.entries.back().value.append(1, '\n').append(content);
      return;
    }
    finish_value();
    indent_ = indent;
    if (content[0] == '[') return section(at + indent, content);
    entry(at + indent, content);
  }

  void section(std::size_t at, std::string_view content) {
    const std::size_t close = content.find(']');
    if (close == std::string_view::npos) return fail("']'", at + content.size(), 0);
    if (close == 1) return fail("a section's name", at + 1, 1);
    if (close + 1 != content.size()) return fail("the line's end", at + close + 1, content.size() - close - 1);
    section_ = std::string(content.substr(1, close - 1));
    if (section_ == ini_default) return;
    if (file_.sections.size() >= most_.entries) return fail("fewer sections", at, content.size(), errc::limit);
    file_.sections.push_back(section_);
    section_offsets_.push_back(at);
  }

  void entry(std::size_t at, std::string_view content) {
    if (section_.empty()) return fail("a [section]", at, content.size());
    const std::size_t sign = content.find_first_of("=:");
    if (sign == std::string_view::npos) return fail("'='", at + content.size(), 0);
    if (sign == 0) return fail("a key", at, 1);
    if (file_.entries.size() >= most_.entries) return fail("fewer entries", at, content.size(), errc::limit);
    ini_entry e{section_, {}, std::string(trim(content.substr(sign + 1))), at};
    for (const char c : trim(content.substr(0, sign))) e.key += lower(c);
    file_.entries.push_back(std::move(e));
    open_ = true;
  }

  // White space at a value's end, which empty lines leave there, is not part of it.
  void finish_value() {
    if (open_) {
      std::string& value = file_.entries.back().value;
      while (!value.empty() && is_space(value.back())) value.pop_back();
    }
    open_ = false;
  }

  void refuse_twins() {
    std::vector<std::size_t> order(file_.sections.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto& s = file_.sections;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return s[a] < s[b]; });
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (s[order[i]] == s[order[i - 1]]) {
        return fail("a section that was not there before", section_offsets_[order[i]], s[order[i]].size() + 2);
      }
    }
    std::vector<const ini_entry*> keys;
    for (const ini_entry& e : file_.entries) keys.push_back(&e);
    const auto same = [](const ini_entry* a, const ini_entry* b) {
      return a->section == b->section && a->key == b->key;
    };
    std::stable_sort(keys.begin(), keys.end(), [](const ini_entry* a, const ini_entry* b) {
      return a->section != b->section ? a->section < b->section : a->key < b->key;
    });
    const auto twin = std::adjacent_find(keys.begin(), keys.end(), same);
    if (twin != keys.end()) fail("a key that was not there before", twin[1]->offset, twin[1]->key.size());
  }

  std::string_view text_;
  ini_limits most_;
  ini_file file_;
  std::vector<std::size_t> section_offsets_;
  std::string section_;
  std::size_t indent_ = 0;
  bool open_ = false;  // the last entry may go on
  parse_error fault_{};
};

inline parsed<ini_file> parse_ini(std::string_view text, const ini_limits& most) {
  return ini_reader(text, most).read();
}

inline error line_error(const parse_error& fault, std::string_view file, std::string_view text, bool secret) {
  const std::size_t at = (std::min)(fault.offset, text.size());
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  const auto number = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n');
  const std::string_view line = text.substr(start, text.find_first_of("\r\n", start) - start);
  error e(fault, std::string(file) + ":" + std::to_string(number), secret ? std::string_view() : line);
  e.offset = fault.offset - start;
  e.why = std::string("expected ") + fault.expected;
  return e;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_INI_HPP

// =========================================================================================== maintkit/backup/recipe.hpp

// What an application is, as data: where it keeps things, what a backup of it consists of, and by which steps it is
// upgraded. A recipe is an INI file (the dialect is that of detail/ini.hpp); backup/pretalx_recipe.hpp is one, with
// comments. Nothing else in maintkit knows any application.
//
//   [application]    name, scheme (of its versions), package (what pip installs), user (whom it runs as)
//   [installed]      file (a path, "*" and "?" allowed), field: the version is that header's value; without field the
//                    file's first line
//   [config]         files (one a line, read in order), instead: an environment variable that names the only file
//   [settings]       NAME = default | SOURCE | SOURCE; the last source that is there wins. $VARIABLE is one of the
//                    environment (there even if empty), section.key one of the config files
//   [database]       kind, name, host, port, user, password
//   [files NAME]     path; unless (a text: only where it is empty); optional = yes: may be absent
//   [environment]    NAME = value, for every step
//   [extras]         KIND = what goes in the package's brackets with that kind of database
//   [health]         url
//   [step NAME]      in order. run: words separated by blanks, no quoting; or do = backup, do = health. user;
//                    from and before: versions (of the target) it is for; source = yes | no: only for targets built
//                    from source, or only for released ones; if_file: one path a line, at least one must be there
//
// {name} in a value stands for a setting that is named above it; in a step also for {requirement} and {version}. It is
// put in after words were separated, so a blank in it does no harm.
#ifndef MAINTKIT_BACKUP_RECIPE_HPP
#define MAINTKIT_BACKUP_RECIPE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

// A name and its text.
struct variable {
  std::string name;
  std::string value;
};

struct setting {
  std::string name;
  std::string fallback;              // a template
  std::vector<std::string> sources;  // "$VARIABLE" or "section.key"; the last that is there wins
};

struct file_source {
  std::string name;
  std::string path;    // templates
  std::string unless;  // saved only where this comes out empty
  std::string optional;
};

struct recipe_step {
  std::string name;
  std::string run;  // a template of words
  std::string does;
  std::string user;
  std::string from;
  std::string before;
  std::string source;
  std::string if_file;
};

struct recipe {
  std::string name, scheme, package, user;
  std::string installed_file, installed_field;
  std::vector<std::string> config_files;  // templates
  std::string config_instead;
  std::vector<setting> settings;
  std::string database_kind, database_name, database_host, database_port, database_user, database_password;
  std::vector<file_source> files;
  std::vector<variable> environment;
  std::vector<variable> extras;
  std::string health_url;
  std::vector<recipe_step> steps;
};

// Reads a recipe; `what` names it in errors. Unknown sections, keys and {names} are errors, at their place.
result<recipe> parse_recipe(std::string_view text, std::string_view what);

// Puts values in place of {names}. A name that is not among them is errc::missing.
result<std::string> expand(std::string_view text, const std::vector<variable>& values);

// The value of a name, or null.
const std::string* find(const std::vector<variable>& values, std::string_view name);

// The lines of a value without those that are empty.
std::vector<std::string> lines(std::string_view value);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

template <class T>
struct recipe_key {
  std::string_view section;  // without the NAME
  std::string_view key;
  std::string T::*to;
  bool required;
  bool is_template;
};

inline constexpr recipe_key<recipe> recipe_keys[] = {
    {"application", "name", &recipe::name, true, false},
    {"application", "scheme", &recipe::scheme, true, false},
    {"application", "package", &recipe::package, false, false},
    {"application", "user", &recipe::user, false, true},
    {"installed", "file", &recipe::installed_file, false, true},
    {"installed", "field", &recipe::installed_field, false, false},
    {"config", "instead", &recipe::config_instead, false, false},
    {"database", "kind", &recipe::database_kind, false, true},
    {"database", "name", &recipe::database_name, false, true},
    {"database", "host", &recipe::database_host, false, true},
    {"database", "port", &recipe::database_port, false, true},
    {"database", "user", &recipe::database_user, false, true},
    {"database", "password", &recipe::database_password, false, true},
    {"health", "url", &recipe::health_url, false, true},
};

inline constexpr recipe_key<file_source> file_keys[] = {
    {"files", "path", &file_source::path, true, true},
    {"files", "unless", &file_source::unless, false, true},
    {"files", "optional", &file_source::optional, false, false},
};

inline constexpr recipe_key<recipe_step> step_keys[] = {
    {"step", "run", &recipe_step::run, false, true},         {"step", "do", &recipe_step::does, false, false},
    {"step", "user", &recipe_step::user, false, true},       {"step", "from", &recipe_step::from, false, false},
    {"step", "before", &recipe_step::before, false, false},  {"step", "source", &recipe_step::source, false, false},
    {"step", "if_file", &recipe_step::if_file, false, true},
};

// A key whose value is one of few words.
struct recipe_choice {
  std::string_view section, key;
  std::string_view words[2];
};

inline constexpr recipe_choice recipe_choices[] = {
    {"files", "optional", {"yes", "no"}},
    {"step", "source", {"yes", "no"}},
    {"step", "do", {"backup", "health"}},
};

// A plain word: it becomes part of file names, and of {names}.
inline bool is_recipe_name(std::string_view name) {
  return !name.empty() && name[0] != '-' &&
         span_of(name, [](char c) { return is_alnum(c) || c == '_' || c == '-'; }) == name.size();
}

class recipe_reader {
 public:
  recipe_reader(std::string_view text, std::string_view what) : text_(text), what_(what) {}

  result<recipe> read() {
    auto file = parse_ini(text_);
    if (!file) return line_error(file.error(), what_, text_);
    for (const std::string& section : file->sections) {
      if (auto opened = open(section); !opened) return opened.error();
    }
    for (const ini_entry& e : file->entries) {
      if (auto taken = take(e); !taken) return taken.error();
    }
    if (auto complete = finish(); !complete) return complete.error();
    return std::move(recipe_);
  }

 private:
  static std::pair<std::string_view, std::string_view> split(std::string_view section) {
    const std::string_view kind = take_until(section, ' ');
    return {kind, trim(section)};
  }

  error fault(std::string_view about, std::string why) const {
    return error(errc::malformed, std::string(what_), std::string(about) + ": " + std::move(why));
  }

  result<void> open(const std::string& section) {
    constexpr std::string_view plain[] = {"application", "installed",   "config", "settings",
                                          "database",    "environment", "extras", "health"};
    const auto [kind, name] = split(section);
    const bool named = kind == "files" || kind == "step";
    bool known = named;
    for (const std::string_view word : plain) known = known || kind == word;
    if (!known || (!named && !name.empty())) return fault("[" + section + "]", "is no section of a recipe");
    if (named && !is_recipe_name(name)) return fault("[" + section + "]", "needs a name of letters, digits, _ and -");
    if (kind == "files") recipe_.files.push_back({std::string(name), {}, {}, {}});
    if (kind == "step") {
      recipe_.steps.emplace_back();
      recipe_.steps.back().name = std::string(name);
    }
    return {};
  }

  template <class T, std::size_t N>
  bool assign(T& to, const recipe_key<T> (&keys)[N], std::string_view kind, const ini_entry& e) {
    for (const recipe_key<T>& row : keys) {
      if (row.section != kind || row.key != e.key) continue;
      to.*row.to = e.value;
      return true;
    }
    return false;
  }

  template <class T>
  T& named(std::vector<T>& list, std::string_view name) {
    std::size_t at = 0;
    while (list[at].name != name) ++at;
    return list[at];
  }

  result<void> take(const ini_entry& e) {
    const auto [kind, name] = split(e.section);
    for (const recipe_choice& c : recipe_choices) {
      if (c.section == kind && c.key == e.key && e.value != c.words[0] && e.value != c.words[1]) {
        return fault("[" + e.section + "] " + e.key,
                     "is " + std::string(c.words[0]) + " or " + std::string(c.words[1]) + ", not " + e.value);
      }
    }
    if (kind == "settings") return take_setting(e);
    bool known = true;
    if (kind == "environment") {
      std::string upper = e.key;  // the reader takes keys in lower case; variables are written in upper case
      for (char& c : upper) c = is_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c;
      recipe_.environment.push_back({std::move(upper), e.value});
    } else if (kind == "extras") {
      recipe_.extras.push_back({e.key, e.value});
    } else if (kind == "config" && e.key == "files") {
      recipe_.config_files = lines(e.value);
    } else if (kind == "files") {
      known = assign(named(recipe_.files, name), file_keys, kind, e);
    } else if (kind == "step") {
      known = assign(named(recipe_.steps, name), step_keys, kind, e);
    } else {
      known = assign(recipe_, recipe_keys, kind, e);
    }
    return known ? result<void>() : fault("[" + e.section + "] " + e.key, "is no key of this section");
  }

  result<void> take_setting(const ini_entry& e) {
    if (!is_recipe_name(e.key)) return fault("[settings] " + e.key, "is not a name of letters, digits, _ and -");
    std::string_view rest = e.value;
    setting s{e.key, std::string(trim(take_until(rest, '|'))), {}};
    while (!rest.empty()) {
      const std::string_view source = trim(take_until(rest, '|'));
      const bool fine = source.size() > 1 && (source[0] == '$' || source.find('.') != std::string_view::npos);
      if (!fine) return fault("[settings] " + e.key, "a source is $VARIABLE or section.key");
      s.sources.emplace_back(source);
    }
    if (auto known = check(s.fallback, "[settings] " + e.key); !known) return known;
    names_.push_back({e.key, {}});
    recipe_.settings.push_back(std::move(s));
    return {};
  }

  result<void> check(std::string_view text, std::string_view where) {
    const auto expanded = expand(text, names_);
    return expanded ? result<void>() : fault(where, expanded.error().why);
  }

  template <class T, std::size_t N>
  result<void> check_all(const T& of, const recipe_key<T> (&keys)[N], std::string_view name) {
    for (const recipe_key<T>& row : keys) {
      const std::string where =
          "[" + std::string(row.section) + (name.empty() ? "" : " " + std::string(name)) + "] " + std::string(row.key);
      if (row.required && (of.*row.to).empty()) return fault(where, "is missing");
      if (!row.is_template) continue;
      if (auto known = check(of.*row.to, where); !known) return known;
    }
    return {};
  }

  // What can only be checked when all is read: required keys, and {names}.
  result<void> finish() {
    if (auto fine = check_all(recipe_, recipe_keys, {}); !fine) return fine;
    for (const std::string& path : recipe_.config_files) {
      if (auto fine = check(path, "[config] files"); !fine) return fine;
    }
    for (const file_source& f : recipe_.files) {
      names_.push_back({"config", {}});  // the config files that were read: only here
      auto fine = check_all(f, file_keys, f.name);
      names_.pop_back();
      if (!fine) return fine;
    }
    for (const variable& v : recipe_.environment) {
      if (auto fine = check(v.value, "[environment] " + v.name); !fine) return fine;
    }
    names_.push_back({"requirement", {}});
    names_.push_back({"version", {}});
    for (const recipe_step& s : recipe_.steps) {
      if (auto fine = check_all(s, step_keys, s.name); !fine) return fine;
      if (s.run.empty() == s.does.empty()) return fault("[step " + s.name + "]", "needs either run or do");
    }
    return {};
  }

  std::string_view text_;
  std::string_view what_;
  recipe recipe_;
  std::vector<variable> names_;  // known so far, without values
};

}  // namespace detail

inline const std::string* find(const std::vector<variable>& values, std::string_view name) {
  for (const variable& v : values) {
    if (v.name == name) return &v.value;
  }
  return nullptr;
}

inline std::vector<std::string> lines(std::string_view value) {
  std::vector<std::string> out;
  while (!value.empty()) {
    const std::string_view line = detail::trim(detail::take_until(value, '\n'));
    if (!line.empty()) out.emplace_back(line);
  }
  return out;
}

inline result<std::string> expand(std::string_view text, const std::vector<variable>& values) {
  std::string out;
  for (;;) {
    const std::size_t open = text.find_first_of("{}");
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = text.find('}', open);
    if (text[open] == '}' || close == std::string_view::npos) {
      return error(errc::malformed, std::string(text), "has a brace without its partner");
    }
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const std::string* const value = find(values, name);
    if (value == nullptr) {
      return error(errc::missing, std::string(text), "{" + std::string(name) + "} is not a setting named above it");
    }
    out += *value;
    text.remove_prefix(close + 1);
  }
}

inline result<recipe> parse_recipe(std::string_view text, std::string_view what) {
  return detail::recipe_reader(text, what).read();
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_RECIPE_HPP

// ============================================================================================= maintkit/detail/file.hpp

// Files, by descriptors: what is opened once can't be swapped for a link later. Whatever is written appears under its
// name complete and on disk, or not at all.
//
//   auto home = detail::open_directory("/var/lib/example");
//   if (home) auto done = detail::write_atomically(home->get(), "state.json", text);
#ifndef MAINTKIT_DETAIL_FILE_HPP
#define MAINTKIT_DETAIL_FILE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// A file descriptor that is closed with its owner.
class unique_fd {
 public:
  unique_fd() = default;
  explicit unique_fd(int descriptor) : descriptor_(descriptor) {}
  unique_fd(unique_fd&& other) noexcept : descriptor_(other.release()) {}
  unique_fd& operator=(unique_fd&& other) noexcept {
    reset(other.release());
    return *this;
  }
  ~unique_fd() { reset(); }

  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }
  int release() { return std::exchange(descriptor_, -1); }
  void reset(int descriptor = -1);

 private:
  int descriptor_ = -1;
};

// What errno says, as an error about `what`: ENOSPC is "the disk is full", ENOENT errc::missing …
error system_error(int number, std::string what);

// Opening. All close on exec. The forms with `_at` take one name inside an open directory and follow no link there;
// an error names `what` if given, else the name.
result<unique_fd> open_file(const std::string& path, int flags, mode_t mode = 0600);
result<unique_fd> open_file_at(int directory, const std::string& name, int flags, mode_t mode = 0600,
                               std::string_view what = {});
result<unique_fd> open_directory(const std::string& path);
result<unique_fd> open_directory_at(int directory, const std::string& name, std::string_view what = {});

// Reading. More than `limit` bytes is errc::limit, not a cut.
result<std::string> read_all(int descriptor, std::size_t limit, std::string_view what);
result<std::string> read_file(const std::string& path, std::size_t limit);
result<std::string> read_file_at(int directory, const std::string& name, std::size_t limit);

// Up to `size` bytes, fewer only at the end of the file.
result<std::size_t> read_some(int descriptor, char* buffer, std::size_t size, std::string_view what);

// Writing. `sync` makes the bytes (of a directory: its names) outlive a power cut.
result<void> write_all(int descriptor, std::string_view bytes, std::string_view what);
result<void> sync(int descriptor, std::string_view what);

// Writes a temporary file beside `name`, syncs it, renames it over `name` and syncs the directory.
result<void> write_atomically(int directory, const std::string& name, std::string_view bytes, mode_t mode = 0600);

// A name that starts with a dot and that no other process gives out: for the nth attempt, ".tmp-PID-N".
std::string temporary_name(unsigned attempt);
// Could it have been given out by temporary_name(), here or elsewhere?
constexpr bool is_temporary_name(std::string_view name);

// A new directory (mode 0700) with a temporary name; the name is the answer.
result<std::string> make_temporary_directory(int directory);

// The names in a directory but "." and "..", in byte order. More than `limit` names is errc::limit.
result<std::vector<std::string>> names_in(int directory, std::size_t limit, std::string_view what);

// Removes a file, or a directory with all below it, following no link. What is not there is no error.
result<void> remove_tree_at(int directory, const std::string& name);

// An exclusive lock (flock) on an open file or directory, held as long as the descriptor; errc::busy if another run has
// it. On a directory it leaves no file behind that could go stale.
result<void> lock(int descriptor, std::string_view what);

// ---------------------------------------------------------------------------------------------------------------------

inline void unique_fd::reset(int descriptor) {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = descriptor;
}

struct errno_row {
  int number;
  errc code;
  const char* text;
};

// strerror() speaks the locale's language and is not promised to be thread-safe.
inline constexpr errno_row errno_rows[] = {
    {ENOENT, errc::missing, "is not there"},
    {ENOTDIR, errc::missing, "is not a directory"},
    {EISDIR, errc::invalid, "is a directory"},
    {EACCES, errc::denied, "permission denied"},
    {EPERM, errc::denied, "operation not permitted"},
    {EROFS, errc::denied, "is on a read-only file system"},
    {EEXIST, errc::exists, "is already there"},
    {ENOTEMPTY, errc::exists, "is a directory that is not empty"},
    {ELOOP, errc::invalid, "is a symbolic link, which is not followed here"},
    {ENAMETOOLONG, errc::invalid, "has too long a name"},
    {ENOSPC, errc::io, "the disk is full"},
    {EDQUOT, errc::io, "the disk quota is used up"},
    {EFBIG, errc::io, "the file is too large"},
    {EIO, errc::io, "the device reports an input/output error"},
    {EXDEV, errc::io, "is on another file system"},
    {EMFILE, errc::io, "too many open files"},
    {ENFILE, errc::io, "too many open files in the system"},
    {ENOMEM, errc::io, "out of memory"},
    {ENOEXEC, errc::unsupported, "is not a program"},
};

inline error system_error(int number, std::string what) {
  for (const errno_row& row : errno_rows) {
    if (row.number == number) return error(row.code, std::move(what), row.text);
  }
  return error(errc::io, std::move(what), "system error " + std::to_string(number));
}

inline std::string name_or(std::string_view what, const std::string& name) {
  return what.empty() ? name : std::string(what);
}

// A NUL inside a name would make the system see a shorter one.
inline result<unique_fd> opened(int at, const std::string& name, int flags, mode_t mode, std::string what) {
  if (name.empty() || name.find('\0') != std::string::npos) {
    return error(errc::invalid, std::move(what), "is not a file name");
  }
  int descriptor = -1;
  do {
    descriptor = ::openat(at, name.c_str(), flags | O_CLOEXEC, mode);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return system_error(errno, std::move(what));
  return unique_fd(descriptor);
}

inline result<unique_fd> open_file(const std::string& path, int flags, mode_t mode) {
  return opened(AT_FDCWD, path, flags, mode, path);
}

inline result<unique_fd> open_file_at(int directory, const std::string& name, int flags, mode_t mode,
                                      std::string_view what) {
  if (name.find('/') != std::string::npos) return error(errc::invalid, name_or(what, name), "is a path, not a name");
  return opened(directory, name, flags | O_NOFOLLOW, mode, name_or(what, name));
}

inline result<unique_fd> open_directory(const std::string& path) {
  return opened(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0, path);
}

inline result<unique_fd> open_directory_at(int directory, const std::string& name, std::string_view what) {
  return open_file_at(directory, name, O_RDONLY | O_DIRECTORY, 0, what);
}

inline result<std::size_t> read_some(int descriptor, char* buffer, std::size_t size, std::string_view what) {
  std::size_t have = 0;
  while (have < size) {
    const ssize_t n = ::read(descriptor, buffer + have, size - have);
    if (n == 0) break;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error(errno, std::string(what));
    have += static_cast<std::size_t>(n);
  }
  return have;
}

inline result<std::string> read_all(int descriptor, std::size_t limit, std::string_view what) {
  std::string text;
  char piece[std::size_t{16} * 1024];
  for (;;) {
    const auto n = read_some(descriptor, piece, sizeof piece, what);
    if (!n) return n.error();
    if (*n > limit - text.size()) {
      return error(errc::limit, std::string(what), "is longer than " + std::to_string(limit) + " bytes");
    }
    text.append(piece, *n);
    if (*n < sizeof piece) return text;
  }
}

inline result<std::string> read_file(const std::string& path, std::size_t limit) {
  const auto file = open_file(path, O_RDONLY);
  if (!file) return file.error();
  return read_all(file->get(), limit, path);
}

inline result<std::string> read_file_at(int directory, const std::string& name, std::size_t limit) {
  const auto file = open_file_at(directory, name, O_RDONLY);
  if (!file) return file.error();
  return read_all(file->get(), limit, name);
}

inline result<void> write_all(int descriptor, std::string_view bytes, std::string_view what) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error(errno, std::string(what));
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

inline result<void> sync(int descriptor, std::string_view what) {
  while (::fsync(descriptor) != 0) {
    if (errno == EINVAL || errno == ENOTSUP) return {};  // a file system without: nothing more can be done
    if (errno != EINTR) return system_error(errno, std::string(what));
  }
  return {};
}

inline std::string temporary_name(unsigned attempt) {
  return ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(attempt);
}

constexpr bool is_temporary_name(std::string_view name) {
  constexpr std::string_view prefix = ".tmp-";
  if (!starts_with(name, prefix)) return false;
  name.remove_prefix(prefix.size());
  const std::size_t process = span_of(name, is_digit);
  if (process == 0 || process == name.size() || name[process] != '-') return false;
  name.remove_prefix(process + 1);
  return !name.empty() && span_of(name, is_digit) == name.size();
}

// Left-overs of a killed process that had the same id take some attempts.
inline constexpr unsigned temporary_attempts = 10000;

inline result<std::pair<unique_fd, std::string>> make_temporary_file(int directory, mode_t mode) {
  for (unsigned attempt = 0; attempt < temporary_attempts; ++attempt) {
    std::string name = temporary_name(attempt);
    auto file = open_file_at(directory, name, O_WRONLY | O_CREAT | O_EXCL, mode);
    if (file) return std::make_pair(std::move(*file), std::move(name));
    if (file.error().code != errc::exists) return file.error();
  }
  return error(errc::exists, "temporary file", "every name is taken");
}

inline result<std::string> make_temporary_directory(int directory) {
  for (unsigned attempt = 0; attempt < temporary_attempts; ++attempt) {
    std::string name = temporary_name(attempt);
    if (::mkdirat(directory, name.c_str(), 0700) == 0) return name;
    if (errno != EEXIST) return system_error(errno, name);
  }
  return error(errc::exists, "temporary directory", "every name is taken");
}

inline result<void> write_atomically(int directory, const std::string& name, std::string_view bytes, mode_t mode) {
  auto temporary = make_temporary_file(directory, mode);
  if (!temporary) return error(temporary.error().code, name, temporary.error().why);
  const auto& [file, temporary_name] = *temporary;
  result<void> done = write_all(file.get(), bytes, name);
  if (done) done = sync(file.get(), name);
  if (done && ::renameat(directory, temporary_name.c_str(), directory, name.c_str()) != 0) {
    done = system_error(errno, name);
  }
  if (!done) {
    ::unlinkat(directory, temporary_name.c_str(), 0);
    return done;
  }
  return sync(directory, name);
}

inline result<std::vector<std::string>> names_in(int directory, std::size_t limit, std::string_view what) {
  // A descriptor of its own: fdopendir() takes it over, and the reading position is shared by copies.
  const int copy = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (copy < 0) return system_error(errno, std::string(what));
  DIR* const stream = ::fdopendir(copy);
  if (stream == nullptr) {
    const int number = errno;
    ::close(copy);
    return system_error(number, std::string(what));
  }
  std::vector<std::string> names;
  bool over = false;
  errno = 0;
  for (const dirent* entry = ::readdir(stream); entry != nullptr && !over; entry = ::readdir(stream)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    over = names.size() == limit;
    names.emplace_back(name);
    errno = 0;
  }
  const int number = errno;
  ::closedir(stream);
  if (over) return error(errc::limit, std::string(what), "has more than " + std::to_string(limit) + " names");
  if (number != 0) return system_error(number, std::string(what));
  std::sort(names.begin(), names.end());
  return names;
}

inline constexpr std::size_t most_names = std::size_t{1} << 24;

inline result<void> remove_tree(int directory, const std::string& name, unsigned levels) {
  if (::unlinkat(directory, name.c_str(), 0) == 0 || errno == ENOENT) return {};
  if (errno != EISDIR && errno != EPERM) return system_error(errno, name);  // EPERM: POSIX's answer for a directory
  if (levels == 0) return error(errc::limit, name, "holds too many directories in one another");
  const auto inside = open_directory_at(directory, name);
  if (!inside) return inside.error();
  const auto names = names_in(inside->get(), most_names, name);
  if (!names) return names.error();
  for (const std::string& each : *names) {
    if (auto gone = remove_tree(inside->get(), each, levels - 1); !gone) return gone;
  }
  if (::unlinkat(directory, name.c_str(), AT_REMOVEDIR) != 0) return system_error(errno, name);
  return {};
}

inline result<void> remove_tree_at(int directory, const std::string& name) {
  constexpr unsigned levels = 256;
  return remove_tree(directory, name, levels);
}

inline result<void> lock(int descriptor, std::string_view what) {
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return {};
  if (errno == EWOULDBLOCK) return error(errc::busy, std::string(what), "another run is at work here");
  return system_error(errno, std::string(what));
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_FILE_HPP

// ========================================================================================== maintkit/detail/pattern.hpp

// Globs for the names of files: "*" is any run of bytes, "?" one byte, the rest stands for itself. No recursion and no
// heap; at most text × glob steps.
//
//   glob_matches("*.tar.gz", "sample-1.2.tar.gz")   yes
#ifndef MAINTKIT_DETAIL_PATTERN_HPP
#define MAINTKIT_DETAIL_PATTERN_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// Does the whole text fit?
constexpr bool glob_matches(std::string_view glob, std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

// A star first takes nothing. On a mismatch only the last star takes one byte more: what an earlier one could have
// taken in its place, the last one can take too.
constexpr bool glob_matches(std::string_view glob, std::string_view text) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t g = 0;
  std::size_t star = none;
  std::size_t resume = 0;
  for (std::size_t t = 0; t < text.size();) {
    if (g < glob.size() && glob[g] == '*') {
      star = ++g;
      resume = t;
    } else if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t])) {
      ++g;
      ++t;
    } else if (star != none) {
      g = star;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_PATTERN_HPP

// ======================================================================================== maintkit/detail/path_glob.hpp

// Paths with "*" and "?" in them, as a shell takes them: inside one name, and a leading dot only where the pattern has
// one.
//
//   expand_path("/srv/*/lib/python3*/site-packages")
#ifndef MAINTKIT_DETAIL_PATH_GLOB_HPP
#define MAINTKIT_DETAIL_PATH_GLOB_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// The paths that are there and fit, in byte order; a path without "*" and "?" is given back if it is there. Directories
// that can't be read are an error: "nothing fits" would be a guess.
result<std::vector<std::string>> expand_path(const std::string& pattern);

constexpr bool is_path_pattern(std::string_view path) { return path.find_first_of("*?") != std::string_view::npos; }

// ---------------------------------------------------------------------------------------------------------------------

inline constexpr std::size_t most_paths = 10000;

inline result<void> expand_name(const std::string& folder, std::string_view pattern, std::vector<std::string>& found) {
  const auto directory = open_directory(folder.empty() ? "/" : folder);
  if (!directory) return directory.error().code == errc::missing ? result<void>() : directory.error();
  const auto names = names_in(directory->get(), most_paths, folder);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    if ((name[0] == '.') == (pattern[0] == '.') && glob_matches(pattern, name)) found.push_back(folder + '/' + name);
  }
  return {};
}

inline result<std::vector<std::string>> expand_path(const std::string& pattern) {
  std::vector<std::string> paths{""};
  if (pattern.empty() || pattern[0] != '/') return error(errc::invalid, pattern, "is not an absolute path");
  for (std::string_view rest = std::string_view(pattern).substr(1); !rest.empty();) {
    const std::string_view name = take_until(rest, '/');
    if (name.empty()) continue;
    std::vector<std::string> next;
    for (const std::string& path : paths) {
      if (!is_path_pattern(name)) {
        next.push_back(path + '/' + std::string(name));
      } else if (auto fine = expand_name(path, name, next); !fine) {
        return fine.error();
      }
    }
    if (next.size() > most_paths) return error(errc::limit, pattern, "fits too many paths");
    paths = std::move(next);
  }
  std::vector<std::string> there;
  for (std::string& path : paths) {
    if (path.empty()) path = "/";
    if (::access(path.c_str(), F_OK) == 0) {
      there.push_back(std::move(path));
    } else if (errno != ENOENT && errno != ENOTDIR) {
      return system_error(errno, path);
    }
  }
  return there;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_PATH_GLOB_HPP

// ============================================================================================= maintkit/backup/site.hpp

// One installation of an application: the recipe's settings with the values they have here, read from the application's
// own config files and environment by the recipe's rules. Reads files; changes nothing.
//
//   auto here = backup::locate(recipe, {environment, {}});
//   here->get("data")   // "/var/pretalx/data"
#ifndef MAINTKIT_BACKUP_SITE_HPP
#define MAINTKIT_BACKUP_SITE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

// What the application sees besides its files.
struct surroundings {
  std::vector<variable> environment;  // of the application, not of a login shell
  std::vector<variable> given;        // settings that beat every source
};

// What is saved as NAME.tar.
struct source {
  std::string name;
  std::vector<std::string> paths;  // absolute
};

struct database {
  std::string kind, name, host, port, user, password;
};

struct site {
  std::string application;
  std::vector<variable> settings;
  std::vector<std::string> config_files;  // that were read
  std::optional<std::string> installed;   // the version, if one is installed
  backup::database database;              // without a kind: there is none
  std::vector<source> sources;
  std::vector<variable> environment;   // for the recipe's steps
  std::vector<std::string> inherited;  // variables of the application that its steps must see too; perhaps secret
  std::string user;
  std::string health_url;

  std::string_view get(std::string_view name) const;  // a setting's value, or empty
};

// Reads what is there. An unreadable or malformed config file is an error, and so is a needed path that is not there or
// could be two.
result<site> locate(const recipe& what, const surroundings& around);

// The pure half: the settings' values, given the config files in the order they were read.
result<std::vector<variable>> settle(const recipe& what, const std::vector<detail::ini_file>& config,
                                     const surroundings& around);

// The version in a file: the value of the header `field` ("Version: 1.2"), or without a field the first line.
std::optional<std::string> version_in(std::string_view text, std::string_view field);

// ---------------------------------------------------------------------------------------------------------------------

inline std::string_view site::get(std::string_view name) const {
  const std::string* const value = find(settings, name);
  return value == nullptr ? std::string_view() : std::string_view(*value);
}

inline result<std::vector<variable>> settle(const recipe& what, const std::vector<detail::ini_file>& config,
                                            const surroundings& around) {
  for (const variable& v : around.given) {
    bool known = false;
    for (const setting& s : what.settings) known = known || s.name == v.name;
    if (!known) return error(errc::invalid, v.name, "is no setting of the recipe " + what.name);
  }
  std::vector<variable> values;
  for (const setting& s : what.settings) {
    auto value = expand(s.fallback, values);
    if (!value) return value.error();
    for (const std::string& from : s.sources) {
      if (from[0] == '$') {
        if (const std::string* found = find(around.environment, from.substr(1))) *value = *found;
        continue;
      }
      const std::size_t dot = from.find('.');
      for (const detail::ini_file& file : config) {
        if (const auto* found = file.find(from.substr(0, dot), from.substr(dot + 1))) *value = found->value;
      }
    }
    if (const std::string* given = find(around.given, s.name)) *value = *given;
    values.push_back({s.name, std::move(*value)});
  }
  return values;
}

inline std::optional<std::string> version_in(std::string_view text, std::string_view field) {
  while (!text.empty()) {
    const std::string_view line = detail::trim(detail::take_until(text, '\n'));
    if (line.empty()) break;  // the end of the headers
    if (field.empty()) return std::string(line);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && detail::equal_ignoring_case(line.substr(0, colon), field)) {
      return std::string(detail::trim(line.substr(colon + 1)));
    }
  }
  return std::nullopt;
}

namespace detail {

inline constexpr std::size_t most_config = std::size_t{1} << 20;

// Config files that are not there are passed over, as the application does; one that can't be read is an error, where
// the application would go on without it: we may be another user than it is.
inline result<std::vector<ini_file>> read_config(const recipe& what, const surroundings& around, site& here) {
  auto early = settle(what, {}, around);
  if (!early) return early.error();
  const std::string* const only = find(around.environment, what.config_instead);
  const bool instead = only != nullptr && !only->empty();
  std::vector<ini_file> files;
  for (const std::string& path : instead ? std::vector<std::string>{*only} : what.config_files) {
    auto full = instead ? path : expand(path, *early);
    if (!full) return full.error();
    if ((*full)[0] != '/') return error(errc::invalid, what.config_instead, *full + " is no absolute path");
    auto text = read_file(*full, most_config);
    if (!text && text.error().code == errc::missing && !instead) continue;
    if (!text) return text.error();
    auto file = parse_ini(*text);
    if (!file) return line_error(file.error(), *full, *text, true);
    files.push_back(std::move(*file));
    here.config_files.push_back(std::move(*full));
  }
  return files;
}

// The one path that a setting stands for.
inline result<std::string> one_path(const std::string& path, std::string_view what) {
  if (path.empty() || path[0] != '/') {
    return error(errc::invalid, std::string(what),
                 "\"" + path + "\" is no absolute path: where it leads depends on the directory the application is in");
  }
  if (!is_path_pattern(path)) return path;
  // Only the part up to the last pattern must be there.
  const std::size_t last = path.find_last_of("*?");
  const std::size_t stop = path.find('/', last);
  auto found = expand_path(path.substr(0, stop));
  if (!found) return found.error();
  if (found->empty()) return error(errc::missing, std::string(what), "nothing fits " + path);
  if (found->size() > 1) {
    return error(errc::invalid, std::string(what), "could be " + (*found)[0] + " or " + (*found)[1]);
  }
  return (*found)[0] + (stop == std::string::npos ? "" : path.substr(stop));
}

inline result<void> find_installed(const recipe& what, site& here) {
  if (what.installed_file.empty()) return {};
  auto pattern = expand(what.installed_file, here.settings);
  if (!pattern) return pattern.error();
  auto found = expand_path(*pattern);
  if (!found) return found.error();
  for (const std::string& path : *found) {
    auto text = read_file(path, most_config);
    if (!text) return text.error();
    auto version = version_in(*text, what.installed_field);
    if (!version) return error(errc::malformed, path, "says no version");
    if (here.installed && *here.installed != *version) {
      return error(errc::invalid, "installed version", "is " + *here.installed + " and " + *version + " at once");
    }
    here.installed = std::move(*version);
  }
  return {};
}

inline result<void> find_sources(const recipe& what, site& here) {
  for (const file_source& f : what.files) {
    auto unless = expand(f.unless, here.settings);
    if (!unless) return unless.error();
    if (!unless->empty()) continue;
    source s{f.name, {}};
    if (f.path == "{config}") {
      s.paths = here.config_files;
    } else {
      auto path = expand(f.path, here.settings);
      if (path) path = one_path(*path, f.name);
      if (!path) return path.error();
      if (f.optional != "yes" || ::access(path->c_str(), F_OK) == 0) s.paths.push_back(std::move(*path));
    }
    if (!s.paths.empty()) here.sources.push_back(std::move(s));
  }
  return {};
}

inline result<void> find_database(const recipe& what, site& here) {
  constexpr std::pair<std::string recipe::*, std::string database::*> parts[] = {
      {&recipe::database_kind, &database::kind}, {&recipe::database_name, &database::name},
      {&recipe::database_host, &database::host}, {&recipe::database_port, &database::port},
      {&recipe::database_user, &database::user}, {&recipe::database_password, &database::password}};
  for (const auto& [from, to] : parts) {
    auto value = expand(what.*from, here.settings);
    if (!value) return value.error();
    here.database.*to = std::move(*value);
  }
  return {};
}

}  // namespace detail

inline result<site> locate(const recipe& what, const surroundings& around) {
  site here;
  here.application = what.name;
  auto config = detail::read_config(what, around, here);
  if (!config) return config.error();
  auto settings = settle(what, *config, around);
  if (!settings) return settings.error();
  here.settings = std::move(*settings);
  for (auto* part : {&detail::find_installed, &detail::find_sources, &detail::find_database}) {
    if (auto found = part(what, here); !found) return found.error();
  }
  for (const variable& v : what.environment) {
    auto value = expand(v.value, here.settings);
    if (!value) return value.error();
    here.environment.push_back({v.name, std::move(*value)});
  }
  // The application's own variables go on to its commands: they must read the same settings.
  for (const variable& v : around.environment) {
    bool own = v.name == what.config_instead;
    for (const setting& s : what.settings) {
      for (const std::string& from : s.sources) own = own || from == "$" + v.name;
    }
    if (own) here.inherited.push_back(v.name);
  }
  auto user = expand(what.user, here.settings);
  auto url = expand(what.health_url, here.settings);
  if (!user || !url) return user ? url.error() : user.error();
  here.user = std::move(*user);
  here.health_url = std::move(*url);
  return here;
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_SITE_HPP

// ========================================================================================== maintkit/detail/process.hpp

// Running another program: exact arguments, no shell, nothing on its standard input, an end by a deadline, and what it
// has to say kept within a bound.
//
//   detail::command c;
//   c.argv = {"sqlite3", "file:x.db?mode=ro", "PRAGMA integrity_check"};
//   auto done = detail::run(c);
//   if (done && done->success()) use(done->out);
#ifndef MAINTKIT_DETAIL_PROCESS_HPP
#define MAINTKIT_DETAIL_PROCESS_HPP

#ifdef __linux__
#include <sys/syscall.h>
#endif

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

struct command {
  std::vector<std::string> argv;                   // a program without '/' is looked for in the PATH of `environment`
  std::vector<std::string> environment;            // "NAME=value"; nothing is inherited
  std::string directory;                           // where it runs; empty: here
  std::int64_t deadline = 0;                       // nanoseconds from its start; 0: none
  std::size_t most_output = std::size_t{1} << 20;  // bytes kept of each stream; the rest is read and dropped
  int output = -1;                                 // its standard output goes to this descriptor instead of being kept
};

struct outcome {
  int exit_code = -1;  // -1: ended by a signal
  int signal = 0;
  bool timed_out = false;  // the deadline passed: the process group was told to end, and killed if it did not
  bool cut = false;        // it wrote more than `most_output`
  std::string out;
  std::string err;

  bool success() const { return exit_code == 0; }
};

// Runs it to its end. An error means that it could not be started; how it went is in the outcome. It leads a process
// group of its own, has /dev/null as its input, and no other descriptor of ours.
result<outcome> run(const command& what);

// "exit status 1: last line it wrote to standard error", "ended by signal 9", "took longer than …": for messages.
std::string to_string(const outcome& how);

// The file that a program's name stands for: itself if it has a '/', else the first executable in PATH's directories.
result<std::string> find_program(const std::string& name, std::string_view path);

// The value of NAME in a list of "NAME=value", or empty.
std::string_view environment_value(const std::vector<std::string>& environment, std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

// What an administrator's programs are found in when the environment says nothing.
inline constexpr std::string_view default_path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

inline std::string_view environment_value(const std::vector<std::string>& environment, std::string_view name) {
  for (const std::string_view line : environment) {
    if (line.size() > name.size() && line[name.size()] == '=' && line.substr(0, name.size()) == name) {
      return line.substr(name.size() + 1);
    }
  }
  return {};
}

inline result<std::string> find_program(const std::string& name, std::string_view path) {
  if (name.find('/') != std::string::npos) return name;
  if (path.empty()) path = default_path;
  while (!path.empty()) {
    const std::size_t colon = path.find(':');
    const std::string file = std::string(path.substr(0, colon)) + '/' + name;
    // An empty entry means the working directory to a shell; a program is never looked for there.
    struct stat about = {};
    if (file[0] == '/' && !name.empty() && ::stat(file.c_str(), &about) == 0 && S_ISREG(about.st_mode) &&
        ::access(file.c_str(), X_OK) == 0) {
      return file;
    }
    path.remove_prefix(colon == std::string_view::npos ? path.size() : colon + 1);
  }
  return error(errc::missing, name, "this program is not installed");
}

inline std::int64_t monotonic_now() {
  timespec now = {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000000000 + now.tv_nsec;
}

// Both ends close on exec. fcntl() after pipe() leaves a moment in which another thread's child could inherit them:
// pipe2() is not in POSIX.1-2017, and our own children close all they do not need.
inline result<void> make_pipe(unique_fd& read_end, unique_fd& write_end) {
  int ends[2] = {-1, -1};
  if (::pipe(ends) != 0) return system_error(errno, "pipe");
  read_end.reset(ends[0]);
  write_end.reset(ends[1]);
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  return {};
}

// All that the child needs, prepared before the fork: between fork and exec only async-signal-safe calls are allowed.
struct launch {
  std::string program;
  std::vector<char*> argv, environment;
  const char* directory = nullptr;
  unique_fd null;
  unique_fd out, out_write, err, err_write, failure, failure_write;
};

inline std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> out;
  for (const std::string& word : words) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

inline result<void> prepare(const command& what, launch& l) {
  if (what.argv.empty()) return error(errc::invalid, "command", "has no words");
  for (const auto* words : {&what.argv, &what.environment}) {
    for (const std::string& word : *words) {
      if (word.find('\0') != std::string::npos) return error(errc::invalid, what.argv[0], "an argument has a NUL byte");
    }
  }
  auto program = find_program(what.argv[0], environment_value(what.environment, "PATH"));
  if (!program) return program.error();
  l.program = std::move(*program);
  l.argv = pointers(what.argv);
  l.environment = pointers(what.environment);
  l.directory = what.directory.empty() ? nullptr : what.directory.c_str();
  auto null = open_file("/dev/null", O_RDWR);
  if (!null) return null.error();
  l.null = std::move(*null);
  if (auto made = make_pipe(l.out, l.out_write); !made) return made;
  if (auto made = make_pipe(l.err, l.err_write); !made) return made;
  return make_pipe(l.failure, l.failure_write);
}

// Closes everything from `first` on.
inline void close_from(int first) {
#if defined(__linux__) && defined(SYS_close_range)
  if (::syscall(SYS_close_range, static_cast<unsigned>(first), ~0u, 0u) == 0) return;
#endif
  const long open_max = ::sysconf(_SC_OPEN_MAX);  // in a container this may be a thousand million
  const int last = open_max < 0 || open_max > 65536 ? 65536 : static_cast<int>(open_max);
  for (int descriptor = first; descriptor < last; ++descriptor) ::close(descriptor);
}

// The child's half. Reports errno through the failure pipe if the program can't be started.
[[noreturn]] inline void become(const launch& l, int output) {
  const auto stop = [](int report) {
    const int number = errno;
    (void)!::write(report, &number, sizeof number);
    ::_exit(127);
  };
  ::setpgid(0, 0);
  struct sigaction plain = {};
  plain.sa_handler = SIG_DFL;
  for (const int signal : {SIGPIPE, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCHLD}) ::sigaction(signal, &plain, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // Copies above the places they go to, so that none is overwritten before it is used.
  const int report = ::fcntl(l.failure_write.get(), F_DUPFD_CLOEXEC, 10);
  const int sources[3] = {::fcntl(l.null.get(), F_DUPFD_CLOEXEC, 10),
                          ::fcntl(output >= 0 ? output : l.out_write.get(), F_DUPFD_CLOEXEC, 10),
                          ::fcntl(l.err_write.get(), F_DUPFD_CLOEXEC, 10)};
  for (int place = 0; place < 3; ++place) {
    if (::dup2(sources[place], place) < 0) stop(report);
  }
  if (::dup2(report, 3) < 0) stop(report);
  ::fcntl(3, F_SETFD, FD_CLOEXEC);
  close_from(4);
  if (l.directory != nullptr && ::chdir(l.directory) != 0) stop(3);
  ::execve(l.program.c_str(), l.argv.data(), l.environment.data());
  stop(3);
  ::_exit(127);
}

// Reads what is there into `kept`, up to `most` bytes; false at the stream's end.
inline bool drain(unique_fd& stream, std::string& kept, std::size_t most, bool& cut) {
  char piece[std::size_t{16} * 1024];
  const ssize_t n = ::read(stream.get(), piece, sizeof piece);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return errno == EINTR;
  if (n <= 0) {
    stream.reset();
    return false;
  }
  const std::size_t room = most - kept.size();
  const auto size = static_cast<std::size_t>(n);
  if (size > room) cut = true;
  kept.append(piece, size < room ? size : room);
  return true;
}

// Waits up to `milliseconds` for something to read, and reads what is there.
inline void listen(launch& l, const command& what, outcome& how, int milliseconds) {
  pollfd streams[2] = {{l.out.get(), POLLIN, 0}, {l.err.get(), POLLIN, 0}};
  if (::poll(streams, 2, milliseconds) <= 0) return;
  constexpr int turns = 64;  // 1 MiB: one that never stops talking must not keep us from the clock
  for (int i = 0; i < turns && streams[0].revents != 0; ++i) {
    if (!drain(l.out, how.out, what.most_output, how.cut)) break;
  }
  for (int i = 0; i < turns && streams[1].revents != 0; ++i) {
    if (!drain(l.err, how.err, what.most_output, how.cut)) break;
  }
}

// Until the child has ended. Its end is asked for in short steps: a stream that a grandchild keeps open, or closed
// before the end, says nothing about the child itself. False if the system will not tell how it ended.
inline bool watch(pid_t child, launch& l, const command& what, outcome& how) {
  constexpr std::int64_t grace = 2000000000;  // between SIGTERM and SIGKILL
  const std::int64_t start = monotonic_now();
  std::int64_t limit = what.deadline;
  int pause = 1;
  int status = 0;
  for (;;) {
    const bool silent = !l.out && !l.err;
    listen(l, what, how, silent ? pause : 20);
    pause = pause < 20 ? pause * 2 : 20;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) break;
    if (ended < 0 && errno != EINTR) return false;
    if (limit > 0 && monotonic_now() - start >= limit) {
      ::kill(-child, how.timed_out ? SIGKILL : SIGTERM);
      how.timed_out = true;
      limit += grace;
    }
  }
  listen(l, what, how, 0);
  if (how.timed_out) ::kill(-child, SIGKILL);
  if (WIFEXITED(status)) how.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) how.signal = WTERMSIG(status);
  return true;
}

inline result<outcome> run(const command& what) {
  launch l;
  if (auto ready = prepare(what, l); !ready) return ready.error();
  const pid_t child = ::fork();
  if (child < 0) return system_error(errno, what.argv[0]);
  if (child == 0) become(l, what.output);
  ::setpgid(child, child);  // also here: whoever is first, the group is there before it is ever killed
  l.out_write.reset();
  l.err_write.reset();
  l.failure_write.reset();
  int number = 0;
  const auto told = read_some(l.failure.get(), reinterpret_cast<char*>(&number), sizeof number, what.argv[0]);
  if (told && *told == sizeof number) {
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return system_error(number, l.directory == nullptr ? what.argv[0] : what.argv[0] + " in " + what.directory);
  }
  for (const int stream : {l.out.get(), l.err.get()}) ::fcntl(stream, F_SETFL, O_NONBLOCK);
  outcome how;
  if (!watch(child, l, what, how)) {
    return error(errc::failed, what.argv[0], "its exit status is lost: this process has SIGCHLD ignored");
  }
  return how;
}

inline std::string to_string(const outcome& how) {
  std::string text = "exit status " + std::to_string(how.exit_code);
  if (how.signal != 0) text = "ended by signal " + std::to_string(how.signal);
  if (how.timed_out) text = "took longer than its deadline";
  std::string_view rest = how.err;
  while (!rest.empty() && (rest.back() == '\n' || rest.back() == '\r')) rest.remove_suffix(1);
  const std::size_t line = rest.rfind('\n');
  if (line != std::string_view::npos) rest.remove_prefix(line + 1);
  constexpr std::size_t longest = 300;
  if (!rest.empty()) text += ": " + std::string(rest.substr(0, longest));
  return text;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_PROCESS_HPP

// ========================================================================================= maintkit/backup/database.hpp

// A consistent copy of a database that is in use, taken by the database's own tool.
//
// SQLite: `VACUUM INTO` on a read-only connection: one read transaction, so writers can go on or wait, and damage is an
// error (a plain copy of a database that is written to came out corrupt 30 times in 60; `.dump` and `.backup` of a
// damaged one exit 0). The copy then has to pass integrity_check and foreign_key_check.
#ifndef MAINTKIT_BACKUP_DATABASE_HPP
#define MAINTKIT_BACKUP_DATABASE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

enum class engine : std::uint8_t { sqlite, postgresql, mysql };

constexpr std::string_view to_string(engine e);

// What applications call their databases in their settings.
constexpr std::optional<engine> engine_of(std::string_view kind);

struct dumped {
  std::string name;  // of the file in the set
  std::string kind;  // of the manifest's entry
  std::vector<std::string> sources;
  backup::tool tool;
};

// Can it be dumped at all: the tool is installed, the database is there. Answers its size in bytes.
result<std::uint64_t> prepare(const database& what, std::string_view path);

// Dumps into a new file (0600) in the folder `set`, which is open as `directory`. Not synced, not hashed. `path` is
// where programs are looked for; the deadline is in nanoseconds.
result<dumped> dump(const database& what, int directory, const std::string& set, std::string_view path,
                    std::int64_t deadline);

// Level "structure" of a dump: errc::failed with what the database's own check found.
result<void> check_dump(std::string_view kind, const std::string& file, std::string_view path, std::int64_t deadline);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct engine_name {
  std::string_view name;
  engine is;
};

inline constexpr engine_name engine_names[] = {
    {"sqlite", engine::sqlite},         {"sqlite3", engine::sqlite},
    {"postgresql", engine::postgresql}, {"postgresql_psycopg2", engine::postgresql},
    {"postgres", engine::postgresql},   {"mysql", engine::mysql},
    {"mariadb", engine::mysql},
};

// A path as a SQLite URI: "%", "?" and "#" mean something there.
inline std::string sqlite_uri(std::string_view path, std::string_view parameters) {
  std::string out = "file:";
  for (const char c : path) {
    if (c == '%') {
      out += "%25";
    } else if (c == '?') {
      out += "%3f";
    } else if (c == '#') {
      out += "%23";
    } else {
      out += c;
    }
  }
  return out.append(parameters);
}

// No settings of the user that runs it (-init), nothing asked (-batch), the first error ends it (-bail).
inline result<outcome> sqlite(const std::string& uri, std::vector<std::string> orders, const std::string& directory,
                              std::string_view path, std::int64_t deadline) {
  command c;
  c.argv = {"sqlite3", "-batch", "-bail", "-init", "/dev/null", uri};
  for (std::string& order : orders) c.argv.push_back(std::move(order));
  c.environment = {"LC_ALL=C", "PATH=" + std::string(path.empty() ? default_path : path)};
  c.directory = directory;
  c.deadline = deadline;
  return run(c);
}

inline error missing_tool(const error& e) {
  if (e.code != errc::missing) return e;
  return error(errc::missing, e.what, e.why + ": install it, or leave the database out");
}

inline result<dumped> dump_sqlite(const database& what, int directory, const std::string& set, std::string_view path,
                                  std::int64_t deadline) {
  dumped d{"database.sqlite3", "sqlite", {what.name}, {"sqlite3", {}, 0}};
  // Made first, with the mode it shall have: VACUUM INTO takes a file that is empty, and would make it 0644.
  if (auto file = open_file_at(directory, d.name, O_WRONLY | O_CREAT | O_EXCL); !file) return file.error();
  const std::string uri = sqlite_uri(what.name, "?mode=ro");
  // The name is one without quotes, and relative: the folder's own name never becomes part of a statement.
  auto done =
      sqlite(uri, {".timeout 20000", "SELECT sqlite_version()", "VACUUM INTO '" + d.name + "'"}, set, path, deadline);
  if (!done) return missing_tool(done.error());
  if (!done->success() || !done->err.empty()) {
    return error(done->timed_out ? errc::timed_out : errc::failed, what.name, "sqlite3: " + to_string(*done));
  }
  d.tool.version = std::string(trim(done->out));
  return d;
}

inline result<void> check_sqlite(const std::string& file, std::string_view path, std::int64_t deadline) {
  // immutable: a copy has no journal, and must not get one from being looked at.
  const auto done = sqlite(sqlite_uri(file, "?mode=ro&immutable=1"),
                           {"PRAGMA integrity_check", "PRAGMA foreign_key_check"}, {}, path, deadline);
  if (!done) return missing_tool(done.error());
  if (!done->success() || !done->err.empty()) {
    return error(done->timed_out ? errc::timed_out : errc::failed, file, "sqlite3: " + to_string(*done));
  }
  if (done->out == "ok\n") return {};
  std::string_view rest = done->out;
  const std::string_view first = take_until(rest, '\n');
  const bool references = first == "ok";
  return error(errc::failed, file,
               references ? "foreign_key_check: " + std::string(take_until(rest, '\n')) + " points nowhere"
                          : "integrity_check: " + std::string(first));
}

}  // namespace detail

constexpr std::string_view to_string(engine e) {
  constexpr std::string_view names[] = {"sqlite", "postgresql", "mysql"};
  return names[static_cast<std::size_t>(e)];
}

constexpr std::optional<engine> engine_of(std::string_view kind) {
  for (const detail::engine_name& row : detail::engine_names) {
    if (row.name == kind) return row.is;
  }
  return std::nullopt;
}

inline result<std::uint64_t> prepare(const database& what, std::string_view path) {
  const auto engine = engine_of(what.kind);
  if (!engine) return error(errc::unsupported, "database", "\"" + what.kind + "\" is no kind of database known here");
  if (*engine != engine::sqlite) {
    return error(errc::unsupported, "database", std::string(to_string(*engine)) + " can't be dumped by this version");
  }
  if (auto program = detail::find_program("sqlite3", path); !program) return detail::missing_tool(program.error());
  struct stat about = {};
  if (::stat(what.name.c_str(), &about) != 0) return detail::system_error(errno, what.name);
  if (!S_ISREG(about.st_mode)) return error(errc::invalid, what.name, "is no file");
  return static_cast<std::uint64_t>(about.st_size);
}

inline result<dumped> dump(const database& what, int directory, const std::string& set, std::string_view path,
                           std::int64_t deadline) {
  if (engine_of(what.kind) == engine::sqlite) return detail::dump_sqlite(what, directory, set, path, deadline);
  return error(errc::unsupported, "database", "\"" + what.kind + "\" can't be dumped by this version");
}

inline result<void> check_dump(std::string_view kind, const std::string& file, std::string_view path,
                               std::int64_t deadline) {
  if (kind == "sqlite") return detail::check_sqlite(file, path, deadline);
  return error(errc::unsupported, file, "\"" + std::string(kind) + "\" can't be checked by this version");
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_DATABASE_HPP

// ============================================================================================== maintkit/backup/tar.hpp

// The headers of tar archives: ustar, and pax where ustar's fields are too small (POSIX.1-2017, pax). The same member
// always gives the same bytes: no access times, no user names, no padding to a tape's block.
//
//   archive = tar_header(member) + content + tar_padding(size) … + tar_end()
#ifndef MAINTKIT_BACKUP_TAR_HPP
#define MAINTKIT_BACKUP_TAR_HPP

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

// ============================================================================================ maintkit/backup/files.hpp

// Files into one tar archive, hashed on the way, in memory that does not grow with them. Paths are stored from the root
// without the leading "/", so `tar -xf media.tar -C /` puts them back where they were.
//
// A path that is named may be a link, and is followed; below it links are stored as links. Sockets, pipes and devices
// are not saved, and noted. A file that changes while it is read is read again, three times; then it is an error: half
// of the old and half of the new is neither. Hard links become files of their own; no extended attributes.
#ifndef MAINTKIT_BACKUP_FILES_HPP
#define MAINTKIT_BACKUP_FILES_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

// What there is to save.
struct amount {
  std::uint64_t bytes = 0;
  std::uint64_t files = 0;
};

struct saved {
  std::uint64_t bytes = 0;  // of the archive
  std::string sha256;
  std::vector<std::string> notes;
};

// Adds up what is below the paths. If the directory open as `target` is among them: errc::refused.
result<amount> measure(const std::vector<std::string>& paths, int target);

// Writes a new file `name` (mode 0600) in the open directory, synced.
result<saved> save_files(const std::vector<std::string>& paths, int directory, const std::string& name);

// Reads a file from where it stands to its end.
result<saved> hash_file(int descriptor, std::string_view what);

// Walks an archive's headers from its first byte to its end; what is wrong with it is errc::failed.
result<amount> check_archive(int descriptor, std::string_view what);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline constexpr std::size_t piece_size = std::size_t{256} * 1024;

// A file that is written front to back and hashed on the way. What was written since mark() can be taken back.
class hashed_file {
 public:
  hashed_file(unique_fd file, std::string name) : file_(std::move(file)), name_(std::move(name)) {
    buffer_.reserve(2 * piece_size);
  }

  result<void> write(std::string_view bytes) {
    buffer_ += bytes;
    return buffer_.size() < piece_size ? result<void>() : flush();
  }

  void mark() {
    marked_ = buffer_.size();
    settled_ = false;
  }

  // To the mark: in the buffer, if nothing was flushed since, else in the file.
  result<void> rewind() {
    if (!settled_) {
      buffer_.resize(marked_);
      return {};
    }
    buffer_.clear();
    hash_ = hash_at_mark_;
    written_ = written_at_mark_;
    const auto at = static_cast<off_t>(written_);
    if (::ftruncate(file_.get(), at) != 0 || ::lseek(file_.get(), at, SEEK_SET) != at)
      return system_error(errno, name_);
    mark();
    return {};
  }

  result<saved> finish() {
    if (auto done = flush(); !done) return done.error();
    if (auto done = sync(file_.get(), name_); !done) return done.error();
    return saved{written_, hash_.hex(), {}};
  }

 private:
  result<void> flush() {
    if (!settled_) {
      if (auto done = put(std::string_view(buffer_).substr(0, marked_)); !done) return done;
      hash_at_mark_ = hash_;
      written_at_mark_ = written_;
      settled_ = true;
      buffer_.erase(0, marked_);
    }
    auto done = put(buffer_);
    buffer_.clear();
    return done;
  }

  result<void> put(std::string_view bytes) {
    hash_.update(bytes);
    written_ += bytes.size();
    return write_all(file_.get(), bytes, name_);
  }

  unique_fd file_;
  std::string name_;
  std::string buffer_;
  sha256 hash_, hash_at_mark_;
  std::uint64_t written_ = 0, written_at_mark_ = 0;
  std::size_t marked_ = 0;
  bool settled_ = false;  // the bytes up to the mark were flushed
};

// One thing on the walk: its name inside an open directory, its path in the archive, and what lstat said.
struct found_file {
  int directory;
  const std::string& name;
  const std::string& path;
  const struct stat& about;
};

// Calls visit(found_file) for all below an open directory, parents first, names in byte order. What is gone meanwhile
// is passed over.
template <class Visitor>
result<void> walk_directory(int directory, const std::string& path, unsigned levels, Visitor& visit) {
  if (levels == 0) return error(errc::limit, "/" + path, "too many directories in one another");
  const auto names = names_in(directory, most_names, "/" + path);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    const std::string below = path + "/" + name;
    struct stat about = {};
    if (::fstatat(directory, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;
      return system_error(errno, "/" + below);
    }
    if (auto done = visit(found_file{directory, name, below, about}); !done) return done;
    if (!S_ISDIR(about.st_mode)) continue;
    const auto inside = open_directory_at(directory, name, "/" + below);
    if (!inside && inside.error().code == errc::missing) continue;
    if (!inside) return inside.error();
    if (auto done = walk_directory(inside->get(), below, levels - 1, visit); !done) return done;
  }
  return {};
}

// The path in an archive: no "/" in front, none doubled, no "."; ".." is refused.
inline result<std::string> archive_path(std::string_view path) {
  if (path.empty() || path[0] != '/') return error(errc::invalid, std::string(path), "is not an absolute path");
  std::string out;
  const std::string whole(path);
  while (!path.empty()) {
    const std::string_view name = take_until(path, '/');
    if (name.empty() || name == ".") continue;
    if (name == "..") return error(errc::invalid, whole, "has \"..\" in it");
    if (!out.empty()) out += '/';
    out += name;
  }
  if (out.empty()) return error(errc::invalid, whole, "is the root directory");
  return out;
}

template <class Visitor>
result<void> walk(const std::string& path, Visitor& visit) {
  constexpr unsigned levels = 256;
  const auto stored = archive_path(path);
  if (!stored) return stored.error();
  struct stat about = {};
  if (::stat(path.c_str(), &about) != 0) return system_error(errno, path);
  if (auto done = visit(found_file{AT_FDCWD, path, *stored, about}); !done) return done;
  if (!S_ISDIR(about.st_mode)) return {};
  const auto directory = open_directory(path);
  if (!directory) return directory.error();
  return walk_directory(directory->get(), *stored, levels, visit);
}

inline bool same_file(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

// The last change, of content or of anything else.
inline timespec changed_at(const struct stat& s) {
#ifdef __APPLE__
  return s.st_ctimespec;
#else
  return s.st_ctim;
#endif
}

inline bool unchanged(const struct stat& a, const struct stat& b) {
  const timespec x = changed_at(a);
  const timespec y = changed_at(b);
  return a.st_size == b.st_size && x.tv_sec == y.tv_sec && x.tv_nsec == y.tv_nsec;
}

// A file's time advances in ticks, of 4 ms on Linux with 250 Hz and of at most 10 ms elsewhere: a second write in the
// tick of the first leaves no trace. So one that was written to just now is left to grow older first.
inline result<void> settled_stat(int file, std::string_view what, struct stat& about) {
  constexpr std::int64_t fresh = 20000000;
  for (int i = 0; i < 2; ++i) {
    if (::fstat(file, &about) != 0) return system_error(errno, std::string(what));
    timespec now = {};
    ::clock_gettime(CLOCK_REALTIME, &now);
    const timespec changed = changed_at(about);
    const std::int64_t age = (std::int64_t{now.tv_sec} - changed.tv_sec) * 1000000000 + now.tv_nsec - changed.tv_nsec;
    if (age < 0 || age > fresh) break;
    const timespec pause{0, fresh};
    ::nanosleep(&pause, nullptr);
  }
  return {};
}

class archiver {
 public:
  explicit archiver(hashed_file& out) : out_(out) {}

  std::vector<std::string> notes;

  result<void> operator()(const found_file& f) {
    tar_member m;
    m.path = f.path;
    m.mode = f.about.st_mode & 07777u;
    m.uid = f.about.st_uid;
    m.gid = f.about.st_gid;
    m.mtime = f.about.st_mtime;
    if (S_ISREG(f.about.st_mode)) return file(f, m);
    if (S_ISDIR(f.about.st_mode)) {
      m.kind = tar_kind::directory;
      m.path += '/';
      return out_.write(tar_header(m));
    }
    if (S_ISLNK(f.about.st_mode)) return link(f, m);
    return note("/" + f.path + " is a socket, pipe or device: not saved");
  }

 private:
  result<void> note(std::string text) {
    constexpr std::size_t most = 100;
    if (notes.size() < most) notes.push_back(std::move(text));
    if (notes.size() == most) notes.emplace_back("and more");
    return {};
  }

  result<void> gone(const found_file& f) { return note("/" + f.path + " was removed meanwhile: not saved"); }

  result<void> link(const found_file& f, tar_member& m) {
    char target[4096];
    const ssize_t n = ::readlinkat(f.directory, f.name.c_str(), target, sizeof target);
    if (n < 0) return errno == ENOENT ? gone(f) : system_error(errno, "/" + f.path);
    m.kind = tar_kind::link;
    m.mode = 0777;
    m.target.assign(target, static_cast<std::size_t>(n));
    return out_.write(tar_header(m));
  }

  // O_NONBLOCK: what was a file a moment ago could be a pipe now. A file named directly may be a link.
  result<unique_fd> open(const found_file& f) {
    constexpr int flags = O_RDONLY | O_NONBLOCK;
    if (f.directory == AT_FDCWD) return open_file(f.name, flags);
    return open_file_at(f.directory, f.name, flags, 0, "/" + f.path);
  }

  result<void> file(const found_file& f, tar_member& m) {
    constexpr int attempts = 3;
    const auto in = open(f);
    if (!in) return in.error().code == errc::missing ? gone(f) : result<void>(in.error());
    out_.mark();
    for (int i = 0; i < attempts; ++i) {
      struct stat before = {}, after = {};
      if (auto fine = settled_stat(in->get(), "/" + f.path, before); !fine) return fine;
      if (!S_ISREG(before.st_mode)) return error(errc::changed, "/" + f.path, "is no file any more");
      m.size = static_cast<std::uint64_t>(before.st_size);
      m.mtime = before.st_mtime;
      const auto whole = content(in->get(), m);
      if (!whole) return whole.error();
      if (::fstat(in->get(), &after) != 0) return system_error(errno, "/" + f.path);
      if (*whole && unchanged(before, after)) return {};
      if (auto back = out_.rewind(); !back) return back;
      if (::lseek(in->get(), 0, SEEK_SET) != 0) return system_error(errno, "/" + f.path);
    }
    return error(errc::changed, "/" + f.path, "changes while it is read: stop what writes to it, or leave it out");
  }

  // False if the file was shorter than its header says.
  result<bool> content(int in, const tar_member& m) {
    if (auto done = out_.write(tar_header(m)); !done) return done.error();
    if (piece_.empty()) piece_.resize(piece_size);
    for (auto left = static_cast<std::int64_t>(m.size); left > 0; left -= std::int64_t{piece_size}) {
      const std::size_t part = (std::min)(static_cast<std::size_t>(left), piece_size);
      const auto n = read_some(in, piece_.data(), part, "/" + m.path);
      if (!n) return n.error();
      if (*n < part) return false;
      if (auto done = out_.write(std::string_view(piece_).substr(0, part)); !done) return done.error();
    }
    if (auto done = out_.write(std::string(tar_padding(m.size), '\0')); !done) return done.error();
    return true;
  }

  hashed_file& out_;
  std::string piece_;
};

}  // namespace detail

inline result<amount> measure(const std::vector<std::string>& paths, int target) {
  amount sum;
  struct stat there = {};
  if (::fstat(target, &there) != 0) return detail::system_error(errno, "target directory");
  const auto add = [&](const detail::found_file& f) -> result<void> {
    if (S_ISDIR(f.about.st_mode) && detail::same_file(f.about, there)) {
      return error(errc::refused, "/" + f.path,
                   "the backup's target is inside what is saved: choose another directory");
    }
    if (S_ISREG(f.about.st_mode)) sum.bytes += static_cast<std::uint64_t>(f.about.st_size);
    ++sum.files;
    return {};
  };
  for (const std::string& path : paths) {
    if (auto done = detail::walk(path, add); !done) return done.error();
  }
  return sum;
}

inline result<saved> save_files(const std::vector<std::string>& paths, int directory, const std::string& name) {
  auto file = detail::open_file_at(directory, name, O_WRONLY | O_CREAT | O_EXCL);
  if (!file) return file.error();
  detail::hashed_file out(std::move(*file), name);
  detail::archiver archive(out);
  for (const std::string& path : paths) {
    if (auto done = detail::walk(path, archive); !done) return done.error();
  }
  if (auto done = out.write(tar_end()); !done) return done.error();
  auto done = out.finish();
  if (done) done->notes = std::move(archive.notes);
  return done;
}

inline result<saved> hash_file(int descriptor, std::string_view what) {
  detail::sha256 hash;
  std::string piece(detail::piece_size, '\0');
  saved out;
  for (;;) {
    const auto n = detail::read_some(descriptor, piece.data(), piece.size(), what);
    if (!n) return n.error();
    hash.update(std::string_view(piece).substr(0, *n));
    out.bytes += *n;
    if (*n < piece.size()) break;
  }
  out.sha256 = hash.hex();
  return out;
}

inline result<amount> check_archive(int descriptor, std::string_view what) {
  const auto bad = [&](std::uint64_t at, const char* expected) {
    return error(errc::failed, std::string(what),
                 "expected " + std::string(expected) + " at byte " + std::to_string(at));
  };
  struct stat about = {};
  if (::fstat(descriptor, &about) != 0) return detail::system_error(errno, std::string(what));
  const auto size = static_cast<std::uint64_t>(about.st_size);
  amount sum;
  tar_parser parser;
  char block[tar_block];
  for (std::uint64_t at = 0;;) {
    if (::lseek(descriptor, static_cast<off_t>(at), SEEK_SET) < 0)
      return detail::system_error(errno, std::string(what));
    const auto n = detail::read_some(descriptor, block, sizeof block, what);
    if (!n) return n.error();
    const auto step = parser.next({block, *n});
    if (!step) return bad(at + step.error().offset, step.error().expected);
    at += tar_block;
    if (*step == tar_parser::step::end) return at == size ? result<amount>(sum) : bad(at, "the file's end");
    if (*step != tar_parser::step::member) continue;
    const std::uint64_t content = parser.member().size;
    if (content > size - at) return bad(size, "the rest of a member");
    at += content + tar_padding(content);
    sum.bytes += content;
    ++sum.files;
  }
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_FILES_HPP

// =================================================================================== maintkit/backup/pretalx_recipe.hpp

// The recipe of pretalx, as its administrator's documentation and its own reading of settings have it. It is built in;
// it is also the example to start another one from: `maintkit backup create --recipe FILE`.
#ifndef MAINTKIT_BACKUP_PRETALX_RECIPE_HPP
#define MAINTKIT_BACKUP_PRETALX_RECIPE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

inline constexpr std::string_view pretalx_recipe = R"ini([application]
name = pretalx
scheme = calver
package = pretalx
user = pretalx

[installed]
file = {venv}/lib/python3*/site-packages/pretalx-*.dist-info/METADATA
field = Version

# If the variable is set and not empty, only its file is read, and it must be there.
[config]
files =
    /etc/pretalx/pretalx.cfg
    {home}/.pretalx.cfg
    {directory}/pretalx.cfg
instead = PRETALX_CONFIG_FILE

# The environment beats the files, but not for the data directory.
[settings]
home = /var/pretalx
directory = {home}
venv = {home}/venv
python = {venv}/bin/python
base = {venv}/lib/python3*/site-packages | filesystem.base
data = {base}/data | $PRETALX_DATA_DIR | filesystem.data
media = {data}/media | filesystem.media | $PRETALX_FILESYSTEM_MEDIA
secret = | site.secret
db_backend = sqlite3 | database.backend | $PRETALX_DB_TYPE
db_name = {data}/db.sqlite3 | database.name | $PRETALX_DB_NAME
db_user = | database.user | $PRETALX_DB_USER
db_password = | database.password | $PRETALX_DB_PASS
db_host = | database.host | $PRETALX_DB_HOST
db_port = | database.port | $PRETALX_DB_PORT
health = http://127.0.0.1:8345/healthcheck/

[database]
kind = {db_backend}
name = {db_name}
host = {db_host}
port = {db_port}
user = {db_user}
password = {db_password}

# Not saved: static files and HTML exports (rebuilt), logs, redis (a cache).
[files media]
path = {media}

[files templates]
path = {data}/templates
optional = yes

[files secret]
path = {data}/.secret
unless = {secret}

[files config]
path = {config}
optional = yes

[environment]
HOME = {home}
PRETALX_NO_INITIAL_LOG = 1

[extras]
postgresql = postgres
mysql = mysql

[health]
url = {health}

[step backup]
do = backup

[step install]
run = {python} -m pip install --upgrade-strategy eager -U {requirement}

[step check]
run = {python} -m pretalx check --deploy

[step migrate]
run = {python} -m pretalx migrate

# From 2023.1 the packages came without the built frontend, from 2026.2 they bring it; sources never do.
[step rebuild]
run = {python} -m pretalx rebuild
before = 2023.1.0

[step rebuild-frontend]
run = {python} -m pretalx rebuild --npm-install
from = 2023.1.0
before = 2026.2.0

[step rebuild-packaged]
run = {python} -m pretalx rebuild
from = 2026.2.0
source = no

[step rebuild-source]
run = {python} -m pretalx rebuild --npm-install
from = 2026.2.0
source = yes

# Dropped in 2024.3.0: not needed any more.
[step regenerate-css]
run = {python} -m pretalx regenerate_css
before = 2024.3.0

[step restart-web]
run = systemctl restart pretalx-web
user = root

[step restart-worker]
run = systemctl restart pretalx-worker
user = root
if_file =
    /etc/systemd/system/pretalx-worker.service
    /usr/local/lib/systemd/system/pretalx-worker.service
    /usr/lib/systemd/system/pretalx-worker.service
    /lib/systemd/system/pretalx-worker.service

[step health]
do = health
)ini";

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_PRETALX_RECIPE_HPP

// =================================================================================== maintkit/rotation/name_pattern.hpp

// Which files are backups, told by their whole names, and when each was made. Nothing but a name that fits from the
// first byte to the last is ever managed.
//
//   const auto names = name_pattern::parse("db-{time}.dump");
//   names->match("db-20260708T120000Z.dump", zone::utc());       // 2026-07-08T12:00:00Z
//   names->match("db-20260230T120000Z.dump", zone::utc());       // nothing: there is no such day
//   name_pattern::parse("db-{%Y-%m-%d_%H%M}.dump");              // readings of the clocks in the zone that is given
#ifndef MAINTKIT_ROTATION_NAME_PATTERN_HPP
#define MAINTKIT_ROTATION_NAME_PATTERN_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// Views of the pattern's text, which must outlive it.
class name_pattern {
 public:
  // Text for itself and one form in braces: "{time}", UTC as YYYYMMDDTHHMMSSZ; or any text with %Y %m %d and perhaps %H
  // %M %S, each once and with all its digits (4, else 2); or %s alone, seconds since 1970. "%%" is a percent sign. The
  // text is part of one file name: no "/", no control characters, no dot first.
  static constexpr parsed<name_pattern> parse(std::string_view text);

  // The instant that a name says, if the whole name fits and the date exists. Readings of a clock are those of `zone`:
  // of two instants the earlier, none if the clocks skip it.
  std::optional<time::instant> match(std::string_view name, const time::zone& zone) const;

 private:
  std::string_view before_;
  std::string_view form_;
  std::string_view after_;
};

// The name of a backup set written by maintkit: "20260708T120000Z", or with a sequence, "20260708T120000Z-2".
constexpr std::optional<time::instant> match_set_name(std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct field {
  char letter;
  std::size_t digits;
  std::uint32_t low;
  std::uint32_t high;
};

inline constexpr field fields[] = {{'Y', 4, 0, 9999}, {'m', 2, 1, 12}, {'d', 2, 1, 31},
                                   {'H', 2, 0, 23},   {'M', 2, 0, 59}, {'S', 2, 0, 59}};
inline constexpr std::size_t field_count = sizeof fields / sizeof *fields;

constexpr std::size_t field_of(char letter) {
  std::size_t i = 0;
  while (i < field_count && fields[i].letter != letter) ++i;
  return i;
}

constexpr parse_error bad_pattern(const char* expected, std::size_t offset, std::size_t length,
                                  errc code = errc::malformed) {
  return {code, expected, offset, length};
}

// The fields of a form: each known and at most once, a whole date; or nothing to complain of.
constexpr std::optional<parse_error> fault_of_form(std::string_view form, std::size_t offset) {
  if (form == "time" || form == "%s") return std::nullopt;
  bool seen[field_count + 1] = {};
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '%') continue;
    const char letter = i + 1 < form.size() ? form[++i] : '\0';
    if (letter == '%') continue;
    const std::size_t f = field_of(letter);
    if (f == field_count || seen[f]) {
      return bad_pattern("%Y %m %d %H %M %S, each once", offset + i - 1, 2);
    }
    seen[f] = true;
  }
  if (!seen[0] || !seen[1] || !seen[2]) return bad_pattern("{time}, {%s} or a form with %Y %m %d", offset, form.size());
  return std::nullopt;
}

// Takes `form` off the front of the name, or answers false.
constexpr bool read_form(std::string_view form, std::string_view& name, std::uint32_t (&values)[field_count]) {
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '%' || form[i + 1] == '%') {
      if (name.empty() || name[0] != form[i]) return false;
      name.remove_prefix(1);
      i += form[i] == '%';
      continue;
    }
    const std::size_t f = field_of(form[++i]);
    const auto value = whole_number<std::uint32_t>(name.substr(0, fields[f].digits));
    if (!value || name.size() < fields[f].digits || *value < fields[f].low || *value > fields[f].high) return false;
    values[f] = *value;
    name.remove_prefix(fields[f].digits);
  }
  return true;
}

}  // namespace detail

constexpr parsed<name_pattern> name_pattern::parse(std::string_view text) {
  if (text.empty()) return detail::bad_pattern("a file name with {time} in it", 0, 0, errc::incomplete);
  if (text[0] == '.') return detail::bad_pattern("a name that is not hidden", 0, 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f || byte == '/') return detail::bad_pattern("a name, no path", i, 1);
  }
  name_pattern p;
  const std::size_t open = text.find('{');
  const std::size_t close = text.find('}');
  if (open == std::string_view::npos) return detail::bad_pattern("{time}", text.size(), 0, errc::incomplete);
  if (close == std::string_view::npos || close < open)
    return detail::bad_pattern("'}'", text.size(), 0, errc::incomplete);
  p.before_ = text.substr(0, open);
  p.form_ = text.substr(open + 1, close - open - 1);
  p.after_ = text.substr(close + 1);
  const std::size_t more = p.after_.find_first_of("{}");
  if (more != std::string_view::npos) return detail::bad_pattern("one form in braces", close + 1 + more, 1);
  if (const auto fault = detail::fault_of_form(p.form_, open + 1)) return *fault;
  return p;
}

inline std::optional<time::instant> name_pattern::match(std::string_view name, const time::zone& zone) const {
  if (name.size() < before_.size() + after_.size()) return std::nullopt;
  if (!detail::starts_with(name, before_) || !detail::ends_with(name, after_)) return std::nullopt;
  name.remove_prefix(before_.size());
  name.remove_suffix(after_.size());
  if (form_ == "time") {
    const auto at = time::parse_compact(name);
    return at ? std::optional<time::instant>(*at) : std::nullopt;
  }
  if (form_ == "%s") {
    const auto seconds = detail::whole_number<std::uint64_t>(name);
    constexpr std::uint64_t year_10000 = 253402300800;
    if (!seconds || *seconds >= year_10000) return std::nullopt;
    return time::instant{static_cast<std::int64_t>(*seconds), 0};
  }
  std::uint32_t v[detail::field_count] = {};
  if (!detail::read_form(form_, name, v) || !name.empty()) return std::nullopt;
  const auto number = [&](std::size_t i) { return static_cast<int>(v[i]); };
  if (!time::exists(number(0), number(1), number(2))) return std::nullopt;
  const time::meanings found = zone.instants_of({number(0), number(1), number(2), number(3), number(4), number(5), 0});
  return found.count == 0 ? std::nullopt : std::optional<time::instant>(found.at[0]);
}

constexpr std::optional<time::instant> match_set_name(std::string_view name) {
  constexpr std::size_t width = 16;
  const std::string_view sequence = name.size() > width ? name.substr(width) : std::string_view();
  if (!sequence.empty()) {
    const auto number = detail::whole_number<std::uint32_t>(sequence.substr(1));
    if (sequence[0] != '-' || !number || sequence[1] == '0') return std::nullopt;
  }
  const auto at = time::parse_compact(name.substr(0, width));
  return at ? std::optional<time::instant>(*at) : std::nullopt;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_NAME_PATTERN_HPP

// ================================================================================================== maintkit/backup.hpp

// Backup sets: one folder each, named by its time, with the database's dump, an archive of each group of files and the
// manifest that says what is in it. A set appears under its name when it is complete, verified and on disk; a run that
// fails leaves nothing.
//
//   auto recipe = backup::parse_recipe(backup::pretalx_recipe, "pretalx");
//   auto here = backup::locate(*recipe, around);
//   auto set = backup::create(*here, "/srv/backups", now);
//   set->name   // "20260708T120000Z"
#ifndef MAINTKIT_BACKUP_HPP
#define MAINTKIT_BACKUP_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

struct create_options {
  bool leave_out_database = false;
  std::string path;                                 // where programs are looked for; empty: the system's directories
  std::int64_t deadline = 6 * 3600 * 1000000000LL;  // for each program, in nanoseconds
};

struct set {
  std::string name;
  manifest what;
};

// Takes a backup into a new folder in `to`, which must exist. Locks `to`; refuses a target inside of what is saved, and
// one without the room for it. Database first, then files: a file too many does less harm than a row without its file.
result<set> create(const site& from, const std::string& to, time::instant now, const create_options& how = {});

// What is wrong with one file of a set.
struct fault {
  std::string file;
  std::string why;
};

struct verification {
  manifest what;              // if it could be read
  std::vector<fault> faults;  // none: the set reached the level asked for
};

// Looks into the set in the folder `path`. Changes nothing. An error means that it could not be done; damage of any
// kind, of the manifest too, is a fault.
result<verification> verify(const std::string& path, level wanted, const create_options& how = {});

struct listed {
  std::string name;
  time::instant at;
  manifest what;
  std::string trouble;  // why the manifest can't be read; empty if it can
};

// The sets in a folder, oldest first. What is not named like one is passed over.
result<std::vector<listed>> list(const std::string& folder);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t most_manifest = std::size_t{1} << 20;

// A new folder that is gone with its owner, unless it was published.
class draft {
 public:
  draft(int home, std::string name, unique_fd folder)
      : home_(home), name_(std::move(name)), folder_(std::move(folder)) {}
  draft(draft&& other) noexcept
      : home_(std::exchange(other.home_, -1)), name_(std::move(other.name_)), folder_(std::move(other.folder_)) {}
  draft& operator=(draft&&) = delete;
  ~draft() {
    if (home_ >= 0) (void)remove_tree_at(home_, name_);
  }

  static result<draft> begin(int home) {
    auto name = make_temporary_directory(home);
    if (!name) return name.error();
    auto folder = open_directory_at(home, *name);
    if (folder) return draft(home, std::move(*name), std::move(*folder));
    (void)remove_tree_at(home, *name);
    return folder.error();
  }

  int folder() const { return folder_.get(); }
  const std::string& name() const { return name_; }

  // One rename; the home is locked, so a name that is free stays free.
  result<void> publish(const std::string& name) {
    if (auto done = sync(folder_.get(), name); !done) return done;
    if (::renameat(home_, name_.c_str(), home_, name.c_str()) != 0) return system_error(errno, name);
    return sync(std::exchange(home_, -1), name);
  }

 private:
  int home_;
  std::string name_;
  unique_fd folder_;
};

// What a killed run left: under the lock nobody else is at work.
inline result<void> sweep(int home, const std::string& to) {
  const auto names = names_in(home, most_names, to);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    if (!is_temporary_name(name)) continue;
    if (auto gone = remove_tree_at(home, name); !gone) return gone;
  }
  return {};
}

inline result<std::string> free_name(int home, time::instant now) {
  const std::string base = time::to_compact(now);
  std::string name = base;
  for (unsigned i = 2; i < 10000; ++i) {
    struct stat about = {};
    if (::fstatat(home, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
      return errno == ENOENT ? result<std::string>(name) : system_error(errno, name);
    }
    name = base + "-" + std::to_string(i);
  }
  return error(errc::exists, base, "too many sets of this second");
}

// One run of create(), step by step.
class creation {
 public:
  creation(const site& from, const std::string& to, time::instant now, const create_options& how)
      : from_(from), to_(to), how_(how), begun_(monotonic_now()) {
    set_.what.application = from.application;
    set_.what.version = from.installed.value_or("");
    set_.what.started = now;
    set_.what.program = "maintkit " MAINTKIT_VERSION_STRING;
    with_database_ = !from.database.kind.empty() && !how.leave_out_database;
    if (!from.database.kind.empty() && how.leave_out_database) set_.what.left_out.emplace_back("database");
  }

  result<set> run() {
    auto home = open_directory(to_);
    if (!home) return home.error();
    if (auto held = lock(home->get(), to_); !held) return held.error();
    if (auto fine = preflight(home->get()); !fine) return fine.error();
    if (auto clean = sweep(home->get(), to_); !clean) return clean.error();
    auto begun = draft::begin(home->get());
    if (!begun) return begun.error();
    for (auto step : {&creation::save_database, &creation::save_sources, &creation::look_again, &creation::seal}) {
      if (auto done = (this->*step)(*begun); !done) return done.error();
    }
    auto name = free_name(home->get(), set_.what.started);
    if (!name) return name.error();
    if (auto done = begun->publish(*name); !done) return done.error();
    set_.name = std::move(*name);
    return std::move(set_);
  }

 private:
  time::instant clock() const {
    const std::int64_t nanoseconds = set_.what.started.nanoseconds + monotonic_now() - begun_;
    return {set_.what.started.seconds + nanoseconds / 1000000000, 0};
  }

  result<void> preflight(int home) {
    std::uint64_t bytes = 0;
    if (with_database_) {
      auto size = prepare(from_.database, how_.path);
      if (!size) return size.error();
      bytes += *size;
    }
    for (const source& s : from_.sources) {
      auto sum = measure(s.paths, home);
      if (!sum) return sum.error();
      bytes += sum->bytes + (sum->files + 2) * 2 * tar_block;
    }
    struct statvfs room = {};
    if (::fstatvfs(home, &room) != 0) return system_error(errno, to_);
    const std::uint64_t free = std::uint64_t{room.f_bavail} * room.f_frsize;
    if (free >= bytes) return {};
    return error(errc::refused, to_,
                 "needs about " + std::to_string(bytes) + " bytes and has " + std::to_string(free) + " free");
  }

  result<void> add(const draft& d, entry e, result<saved> content) {
    if (!content) return content.error();
    struct stat about = {};
    if (::fstatat(d.folder(), e.name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return system_error(errno, e.name);
    e.bytes = content->bytes;
    e.sha256 = std::move(content->sha256);
    e.mode = about.st_mode & 07777u;
    e.mtime = {about.st_mtime, 0};
    for (std::string& note : content->notes) set_.what.notes.push_back(std::move(note));
    set_.what.entries.push_back(std::move(e));
    return {};
  }

  result<void> save_database(draft& d) {
    if (!with_database_) return {};
    auto done = dump(from_.database, d.folder(), to_ + "/" + d.name(), how_.path, how_.deadline);
    if (!done) return done.error();
    set_.what.tools.push_back(std::move(done->tool));
    const auto file = open_file_at(d.folder(), done->name, O_RDONLY);
    if (!file) return file.error();
    if (auto safe = sync(file->get(), done->name); !safe) return safe;
    return add(d, {done->name, done->kind, 0, {}, 0600, {}, std::move(done->sources)},
               hash_file(file->get(), done->name));
  }

  result<void> save_sources(draft& d) {
    for (const source& s : from_.sources) {
      const std::string name = s.name + ".tar";
      auto done = add(d, {name, "files", 0, {}, 0600, {}, s.paths}, save_files(s.paths, d.folder(), name));
      if (!done) return done;
    }
    return {};
  }

  result<void> look_again(draft& d);

  result<void> seal(draft& d) {
    set_.what.finished = clock();
    const std::string name(manifest_name);
    auto file = open_file_at(d.folder(), name, O_WRONLY | O_CREAT | O_EXCL);
    if (!file) return file.error();
    if (auto done = write_all(file->get(), to_json(set_.what), name); !done) return done;
    return sync(file->get(), name);
  }

  const site& from_;
  const std::string& to_;
  const create_options& how_;
  std::int64_t begun_;
  bool with_database_;
  set set_;
};

// One file against its entry, up to a level. An empty text: it is as it should be.
inline std::string inspect(int folder, const std::string& path, const entry& e, level wanted,
                           const create_options& how) {
  const auto file = open_file_at(folder, e.name, O_RDONLY | O_NONBLOCK);
  if (!file) return file.error().why;
  struct stat about = {};
  if (::fstat(file->get(), &about) != 0) return system_error(errno, e.name).why;
  if (!S_ISREG(about.st_mode)) return "is no file";
  const auto bytes = static_cast<std::uint64_t>(about.st_size);
  if (bytes != e.bytes) return "has " + std::to_string(bytes) + " bytes, not " + std::to_string(e.bytes);
  if (wanted >= level::hashes) {
    const auto hashed = hash_file(file->get(), e.name);
    if (!hashed) return hashed.error().why;
    if (hashed->sha256 != e.sha256) return "holds other bytes than were saved (SHA-256 differs)";
  }
  if (wanted < level::structure) return {};
  if (e.kind == "files") {
    const auto walked = check_archive(file->get(), e.name);
    return walked ? std::string() : walked.error().why;
  }
  const auto sound = check_dump(e.kind, path + "/" + e.name, how.path, how.deadline);
  return sound ? std::string() : sound.error().why;
}

// The bytes were hashed as they were written, so only their sense is left to see.
inline result<void> creation::look_again(draft& d) {
  for (const entry& e : set_.what.entries) {
    const std::string why = inspect(d.folder(), to_ + "/" + d.name(), e, level::structure, how_);
    if (!why.empty()) return error(errc::failed, e.name, why);
  }
  set_.what.verified = level::structure;
  return {};
}

inline result<manifest> read_manifest(int folder, const std::string& what) {
  auto text = read_file_at(folder, std::string(manifest_name), most_manifest);
  if (!text) return text.error();
  return parse_manifest(*text, what);
}

}  // namespace detail

inline result<set> create(const site& from, const std::string& to, time::instant now, const create_options& how) {
  return detail::creation(from, to, now, how).run();
}

inline result<verification> verify(const std::string& path, level wanted, const create_options& how) {
  const auto folder = detail::open_directory(path);
  if (!folder) return folder.error();
  verification out;
  auto what = detail::read_manifest(folder->get(), std::string(manifest_name));
  if (!what) {
    out.faults.push_back({std::string(manifest_name), what.error().why});
    return out;
  }
  out.what = std::move(*what);
  for (const entry& e : out.what.entries) {
    std::string why = detail::inspect(folder->get(), path, e, wanted, how);
    if (!why.empty()) out.faults.push_back({e.name, std::move(why)});
  }
  const auto names = detail::names_in(folder->get(), detail::most_names, path);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    bool known = name == manifest_name;
    for (const entry& e : out.what.entries) known = known || e.name == name;
    if (!known) out.faults.push_back({name, "is not in the manifest"});
  }
  return out;
}

inline result<std::vector<listed>> list(const std::string& folder) {
  const auto home = detail::open_directory(folder);
  if (!home) return home.error();
  const auto names = detail::names_in(home->get(), detail::most_names, folder);
  if (!names) return names.error();
  std::vector<listed> out;
  for (const std::string& name : *names) {
    const auto at = rotation::match_set_name(name);
    if (!at) continue;
    listed one{name, *at, {}, {}};
    const auto inside = detail::open_directory_at(home->get(), name);
    auto what = inside ? detail::read_manifest(inside->get(), name) : result<manifest>(inside.error());
    if (what) {
      one.what = std::move(*what);
    } else {
      one.trouble = what.error().why;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_HPP

// ======================================================================================== maintkit/detail/zone_file.hpp

// A zone by its name, from the system's copy of the IANA database.
//
//   const result<time::zone> berlin = detail::load_zone("Europe/Berlin");
#ifndef MAINTKIT_DETAIL_ZONE_FILE_HPP
#define MAINTKIT_DETAIL_ZONE_FILE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

inline constexpr std::string_view zone_folder = "/usr/share/zoneinfo";

// "UTC", "Z" and offsets ("+02:00") need no file; any other name is that of a file below the folder. A name with
// anything but letters, digits and _ + - between single slashes, so with "..", is errc::invalid and opens nothing.
result<time::zone> load_zone(std::string_view name, std::string_view folder = zone_folder);

// Is it a name that load_zone would look for?
constexpr bool is_zone_name(std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

constexpr bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 64) return false;
  char before = '/';
  for (const char c : name) {
    const bool inside = is_digit(c) || c == '_' || c == '+' || c == '-' || c == '/';
    if (!is_alpha(c) && (before == '/' || !inside)) return false;  // every part starts with a letter
    before = c;
  }
  return before != '/';
}

inline result<time::zone> load_zone(std::string_view name, std::string_view folder) {
  if (name == "UTC" || name == "Z") return time::zone::utc();
  const std::string what = "zone " + std::string(name);
  if (!name.empty() && (name.front() == '+' || name.front() == '-')) {
    time::detail::cursor c{name};
    const std::int32_t offset = time::detail::rfc3339_offset(c);
    if (!c.failed && !c.done()) c.fail("the end", c.at, name.size() - c.at);
    if (c.failed) return error(c.fault, "zone", name);
    return time::zone::fixed(offset);
  }
  if (!is_zone_name(name)) {
    return error(errc::invalid, what, "a name of the IANA database is expected, as Europe/Berlin, or UTC or +02:00");
  }
  const std::string path = std::string(folder) + "/" + std::string(name);
  const result<std::string> bytes = read_file(path, time::largest_tzif);
  if (!bytes && bytes.error().code == errc::missing) {
    return error(errc::missing, what, path + " is not there; is the name right, and the package tzdata installed?");
  }
  if (!bytes) return error(bytes.error().code, what, path + ": " + bytes.error().why);
  return time::zone::parse_tzif(name, *bytes);
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_ZONE_FILE_HPP

// ============================================================================================ maintkit/xml/encoding.hpp

// From the encodings that feeds come in to UTF-8, a chunk at a time.
#ifndef MAINTKIT_XML_ENCODING_HPP
#define MAINTKIT_XML_ENCODING_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

enum class encoding : std::uint8_t { utf8, utf16, utf16_be, utf16_le, latin1, windows_1252, ascii };

// The encoding with this name in an XML declaration, in any case, or nothing if it isn't known. utf16 leaves the order
// of the bytes to the byte order mark.
std::optional<encoding> encoding_of(std::string_view name);

// What the first four bytes (fewer only in a shorter document) say: an encoding and how long its byte order mark is.
struct byte_order_mark {
  encoding in = encoding::utf8;
  std::size_t length = 0;
};
constexpr byte_order_mark byte_order_mark_of(std::string_view start);

// Turns chunks into UTF-8. What means nothing in the encoding becomes the byte FF, which no UTF-8 text has, so that the
// reader deals with it as with any other fault.
class decoder {
 public:
  explicit decoder(encoding from = encoding::utf8) : from_(from) {}

  encoding from() const { return from_; }
  void append(std::string& out, std::string_view chunk);
  // No more chunks: a character that was begun is at fault.
  void finish(std::string& out);

 private:
  void append_unit(std::string& out, char32_t unit);
  char32_t code_of(unsigned char byte) const;

  encoding from_;
  int first_byte_ = -1;  // of a UTF-16 unit cut in two
  char32_t high_ = 0;    // the surrogate that waits for its other half
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr char not_a_character = '\xff';

struct encoding_name {
  std::string_view name;
  encoding is;
};
// Names and aliases of the IANA registry of character sets.
inline constexpr encoding_name encoding_names[] = {
    {"utf-8", encoding::utf8},          {"utf8", encoding::utf8},
    {"utf-16", encoding::utf16},        {"utf-16be", encoding::utf16_be},
    {"utf-16le", encoding::utf16_le},   {"iso-8859-1", encoding::latin1},
    {"iso_8859-1", encoding::latin1},   {"iso8859-1", encoding::latin1},
    {"latin1", encoding::latin1},       {"windows-1252", encoding::windows_1252},
    {"cp1252", encoding::windows_1252}, {"us-ascii", encoding::ascii},
    {"ascii", encoding::ascii},
};

// Bytes 80 to 9F of windows-1252. The five that it leaves open are the control characters of Latin-1, as browsers have
// it.
inline constexpr char16_t windows_1252_c1[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

}  // namespace detail

inline std::optional<encoding> encoding_of(std::string_view name) {
  for (const detail::encoding_name& known : detail::encoding_names) {
    if (maintkit::detail::equal_ignoring_case(known.name, name)) return known.is;
  }
  return std::nullopt;
}

constexpr byte_order_mark byte_order_mark_of(std::string_view start) {
  if (maintkit::detail::starts_with(start, "\xef\xbb\xbf")) return {encoding::utf8, 3};
  if (maintkit::detail::starts_with(start, "\xfe\xff")) return {encoding::utf16_be, 2};
  if (maintkit::detail::starts_with(start, "\xff\xfe")) return {encoding::utf16_le, 2};
  return {};
}

inline void decoder::append(std::string& out, std::string_view chunk) {
  switch (from_) {
    case encoding::utf8:
      out += chunk;
      return;
    case encoding::utf16:
    case encoding::utf16_be:
    case encoding::utf16_le:
      for (const char c : chunk) {
        const int byte = static_cast<unsigned char>(c);
        if (first_byte_ < 0) {
          first_byte_ = byte;
          continue;
        }
        const bool big = from_ != encoding::utf16_le;
        append_unit(out, static_cast<char32_t>(big ? first_byte_ << 8 | byte : byte << 8 | first_byte_));
        first_byte_ = -1;
      }
      return;
    case encoding::latin1:
    case encoding::windows_1252:
    case encoding::ascii:
      for (const char c : chunk) {
        const char32_t code = code_of(static_cast<unsigned char>(c));
        if (code == 0 && c != 0) {
          out += detail::not_a_character;
        } else {
          maintkit::detail::append_utf8(out, code);
        }
      }
      return;
  }
}

inline char32_t decoder::code_of(unsigned char byte) const {
  if (byte < 0x80) return byte;
  if (from_ == encoding::ascii) return 0;
  return from_ == encoding::windows_1252 && byte < 0xa0 ? detail::windows_1252_c1[byte - 0x80] : byte;
}

inline void decoder::append_unit(std::string& out, char32_t unit) {
  const bool high = unit >= 0xd800 && unit <= 0xdbff;
  const bool low = unit >= 0xdc00 && unit <= 0xdfff;
  if (high_ != 0 && low) {
    maintkit::detail::append_utf8(out, 0x10000 + ((high_ - 0xd800) << 10) + (unit - 0xdc00));
    high_ = 0;
    return;
  }
  if (high_ != 0 || low) out += detail::not_a_character;
  high_ = high ? unit : 0;
  if (!high && !low) maintkit::detail::append_utf8(out, unit);
}

inline void decoder::finish(std::string& out) {
  if (first_byte_ >= 0 || high_ != 0) out += detail::not_a_character;
  first_byte_ = -1;
  high_ = 0;
}

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_ENCODING_HPP

// =============================================================================================== maintkit/xml/names.hpp

// Which characters XML 1.0 (fifth edition) allows in a document, and which in names.
#ifndef MAINTKIT_XML_NAMES_HPP
#define MAINTKIT_XML_NAMES_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

// Production [2] Char.
constexpr bool is_character(char32_t code);
// Production [4] NameStartChar.
constexpr bool is_name_start(char32_t code);
// Production [4a] NameChar.
constexpr bool is_name_character(char32_t code);

// Production [3] S.
constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// The length in bytes of the character at the front of a UTF-8 text, or 0 if XML doesn't allow it.
constexpr std::size_t character_length(std::string_view text);

// Where the name ends that begins at `at`; `at` if none does. A character that the text's end cuts counts as a part of
// the name, so that the end is reached and more text asked for.
inline const char* name_end(const char* at, const char* end);
// The same without the rule for the first character.
inline const char* name_part_end(const char* at, const char* end);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

struct range {
  char32_t first, last;
};

inline constexpr range name_starts[] = {
    {':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},         {0xc0, 0xd6},     {0xd8, 0xf6},
    {0xf8, 0x2ff},    {0x370, 0x37d},   {0x37f, 0x1fff},  {0x200c, 0x200d},   {0x2070, 0x218f}, {0x2c00, 0x2fef},
    {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff},
};
inline constexpr range name_continuations[] = {
    {'-', '.'}, {'0', '9'}, {0xb7, 0xb7}, {0x300, 0x36f}, {0x203f, 0x2040},
};

template <std::size_t N>
constexpr bool contains(const range (&ranges)[N], char32_t code) {
  for (const range& r : ranges) {
    if (code >= r.first && code <= r.last) return true;
  }
  return false;
}

// For each ASCII byte whether it may be in a name.
constexpr std::array<bool, 256> ascii_name_table() {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 128; ++c) table[c] = contains(name_starts, c) || contains(name_continuations, c);
  return table;
}
inline constexpr std::array<bool, 256> ascii_names = ascii_name_table();

// The code point of a valid sequence of `length` bytes.
constexpr char32_t decoded(const char* at, std::size_t length) {
  char32_t code = static_cast<unsigned char>(at[0]);
  if (length > 1) code &= 0x7fu >> length;
  for (std::size_t i = 1; i < length; ++i) code = (code << 6) | (static_cast<unsigned char>(at[i]) & 0x3fu);
  return code;
}

}  // namespace detail

constexpr bool is_character(char32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
constexpr bool is_name_start(char32_t code) { return detail::contains(detail::name_starts, code); }
constexpr bool is_name_character(char32_t code) {
  return is_name_start(code) || detail::contains(detail::name_continuations, code);
}

constexpr std::size_t character_length(std::string_view text) {
  const std::size_t n = maintkit::detail::utf8_sequence(text);
  return n != 0 && is_character(detail::decoded(text.data(), n)) ? n : 0;
}

inline const char* name_part_end(const char* at, const char* end) {
  for (;;) {
    while (at != end && detail::ascii_names[static_cast<unsigned char>(*at)]) ++at;
    if (at == end || static_cast<signed char>(*at) >= 0) return at;
    const std::string_view rest(at, static_cast<std::size_t>(end - at));
    const std::size_t n = maintkit::detail::utf8_sequence(rest);
    if (n == 0) return maintkit::detail::utf8_is_cut(rest) ? end : at;
    if (!is_name_character(detail::decoded(at, n))) return at;
    at += n;
  }
}

inline const char* name_end(const char* at, const char* end) {
  if (at == end) return at;
  const std::size_t n = maintkit::detail::utf8_sequence({at, static_cast<std::size_t>(end - at)});
  return n == 0 || is_name_start(detail::decoded(at, n)) ? name_part_end(at, end) : at;
}

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_NAMES_HPP

// ============================================================================================ maintkit/xml/entities.hpp

// What a reference stands for: the five entities that every XML document has, character references, and the names of
// HTML 4, which feeds use without declaring them ("&nbsp;", "&eacute;").
#ifndef MAINTKIT_XML_ENTITIES_HPP
#define MAINTKIT_XML_ENTITIES_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

// The character of lt, gt, amp, apos or quot; 0 for any other name. These need no declaration (XML 1.0, section 4.6).
constexpr char32_t predefined_entity(std::string_view name);

// The character of an HTML 4 name (its chapter 24, without the predefined ones), or 0.
inline char32_t html_entity(std::string_view name);

// The character of "#38" or "#x26", or 0 if it is none or one that XML doesn't allow.
constexpr char32_t character_reference(std::string_view reference);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

struct entity {
  char name[9];
  std::uint16_t code;
};

// In the order of the names.
// clang-format off
inline constexpr entity html_entities[] = {
    {"AElig", 0xc6}, {"Aacute", 0xc1}, {"Acirc", 0xc2}, {"Agrave", 0xc0}, {"Alpha", 0x391}, {"Aring", 0xc5},
    {"Atilde", 0xc3}, {"Auml", 0xc4}, {"Beta", 0x392}, {"Ccedil", 0xc7}, {"Chi", 0x3a7}, {"Dagger", 0x2021},
    {"Delta", 0x394}, {"ETH", 0xd0}, {"Eacute", 0xc9}, {"Ecirc", 0xca}, {"Egrave", 0xc8}, {"Epsilon", 0x395},
    {"Eta", 0x397}, {"Euml", 0xcb}, {"Gamma", 0x393}, {"Iacute", 0xcd}, {"Icirc", 0xce}, {"Igrave", 0xcc},
    {"Iota", 0x399}, {"Iuml", 0xcf}, {"Kappa", 0x39a}, {"Lambda", 0x39b}, {"Mu", 0x39c}, {"Ntilde", 0xd1},
    {"Nu", 0x39d}, {"OElig", 0x152}, {"Oacute", 0xd3}, {"Ocirc", 0xd4}, {"Ograve", 0xd2}, {"Omega", 0x3a9},
    {"Omicron", 0x39f}, {"Oslash", 0xd8}, {"Otilde", 0xd5}, {"Ouml", 0xd6}, {"Phi", 0x3a6}, {"Pi", 0x3a0},
    {"Prime", 0x2033}, {"Psi", 0x3a8}, {"Rho", 0x3a1}, {"Scaron", 0x160}, {"Sigma", 0x3a3}, {"THORN", 0xde},
    {"Tau", 0x3a4}, {"Theta", 0x398}, {"Uacute", 0xda}, {"Ucirc", 0xdb}, {"Ugrave", 0xd9}, {"Upsilon", 0x3a5},
    {"Uuml", 0xdc}, {"Xi", 0x39e}, {"Yacute", 0xdd}, {"Yuml", 0x178}, {"Zeta", 0x396}, {"aacute", 0xe1},
    {"acirc", 0xe2}, {"acute", 0xb4}, {"aelig", 0xe6}, {"agrave", 0xe0}, {"alefsym", 0x2135}, {"alpha", 0x3b1},
    {"and", 0x2227}, {"ang", 0x2220}, {"aring", 0xe5}, {"asymp", 0x2248}, {"atilde", 0xe3}, {"auml", 0xe4},
    {"bdquo", 0x201e}, {"beta", 0x3b2}, {"brvbar", 0xa6}, {"bull", 0x2022}, {"cap", 0x2229}, {"ccedil", 0xe7},
    {"cedil", 0xb8}, {"cent", 0xa2}, {"chi", 0x3c7}, {"circ", 0x2c6}, {"clubs", 0x2663}, {"cong", 0x2245},
    {"copy", 0xa9}, {"crarr", 0x21b5}, {"cup", 0x222a}, {"curren", 0xa4}, {"dArr", 0x21d3}, {"dagger", 0x2020},
    {"darr", 0x2193}, {"deg", 0xb0}, {"delta", 0x3b4}, {"diams", 0x2666}, {"divide", 0xf7}, {"eacute", 0xe9},
    {"ecirc", 0xea}, {"egrave", 0xe8}, {"empty", 0x2205}, {"emsp", 0x2003}, {"ensp", 0x2002}, {"epsilon", 0x3b5},
    {"equiv", 0x2261}, {"eta", 0x3b7}, {"eth", 0xf0}, {"euml", 0xeb}, {"euro", 0x20ac}, {"exist", 0x2203},
    {"fnof", 0x192}, {"forall", 0x2200}, {"frac12", 0xbd}, {"frac14", 0xbc}, {"frac34", 0xbe}, {"frasl", 0x2044},
    {"gamma", 0x3b3}, {"ge", 0x2265}, {"hArr", 0x21d4}, {"harr", 0x2194}, {"hearts", 0x2665}, {"hellip", 0x2026},
    {"iacute", 0xed}, {"icirc", 0xee}, {"iexcl", 0xa1}, {"igrave", 0xec}, {"image", 0x2111}, {"infin", 0x221e},
    {"int", 0x222b}, {"iota", 0x3b9}, {"iquest", 0xbf}, {"isin", 0x2208}, {"iuml", 0xef}, {"kappa", 0x3ba},
    {"lArr", 0x21d0}, {"lambda", 0x3bb}, {"lang", 0x2329}, {"laquo", 0xab}, {"larr", 0x2190}, {"lceil", 0x2308},
    {"ldquo", 0x201c}, {"le", 0x2264}, {"lfloor", 0x230a}, {"lowast", 0x2217}, {"loz", 0x25ca}, {"lrm", 0x200e},
    {"lsaquo", 0x2039}, {"lsquo", 0x2018}, {"macr", 0xaf}, {"mdash", 0x2014}, {"micro", 0xb5}, {"middot", 0xb7},
    {"minus", 0x2212}, {"mu", 0x3bc}, {"nabla", 0x2207}, {"nbsp", 0xa0}, {"ndash", 0x2013}, {"ne", 0x2260},
    {"ni", 0x220b}, {"not", 0xac}, {"notin", 0x2209}, {"nsub", 0x2284}, {"ntilde", 0xf1}, {"nu", 0x3bd},
    {"oacute", 0xf3}, {"ocirc", 0xf4}, {"oelig", 0x153}, {"ograve", 0xf2}, {"oline", 0x203e}, {"omega", 0x3c9},
    {"omicron", 0x3bf}, {"oplus", 0x2295}, {"or", 0x2228}, {"ordf", 0xaa}, {"ordm", 0xba}, {"oslash", 0xf8},
    {"otilde", 0xf5}, {"otimes", 0x2297}, {"ouml", 0xf6}, {"para", 0xb6}, {"part", 0x2202}, {"permil", 0x2030},
    {"perp", 0x22a5}, {"phi", 0x3c6}, {"pi", 0x3c0}, {"piv", 0x3d6}, {"plusmn", 0xb1}, {"pound", 0xa3},
    {"prime", 0x2032}, {"prod", 0x220f}, {"prop", 0x221d}, {"psi", 0x3c8}, {"rArr", 0x21d2}, {"radic", 0x221a},
    {"rang", 0x232a}, {"raquo", 0xbb}, {"rarr", 0x2192}, {"rceil", 0x2309}, {"rdquo", 0x201d}, {"real", 0x211c},
    {"reg", 0xae}, {"rfloor", 0x230b}, {"rho", 0x3c1}, {"rlm", 0x200f}, {"rsaquo", 0x203a}, {"rsquo", 0x2019},
    {"sbquo", 0x201a}, {"scaron", 0x161}, {"sdot", 0x22c5}, {"sect", 0xa7}, {"shy", 0xad}, {"sigma", 0x3c3},
    {"sigmaf", 0x3c2}, {"sim", 0x223c}, {"spades", 0x2660}, {"sub", 0x2282}, {"sube", 0x2286}, {"sum", 0x2211},
    {"sup", 0x2283}, {"sup1", 0xb9}, {"sup2", 0xb2}, {"sup3", 0xb3}, {"supe", 0x2287}, {"szlig", 0xdf}, {"tau", 0x3c4},
    {"there4", 0x2234}, {"theta", 0x3b8}, {"thetasym", 0x3d1}, {"thinsp", 0x2009}, {"thorn", 0xfe}, {"tilde", 0x2dc},
    {"times", 0xd7}, {"trade", 0x2122}, {"uArr", 0x21d1}, {"uacute", 0xfa}, {"uarr", 0x2191}, {"ucirc", 0xfb},
    {"ugrave", 0xf9}, {"uml", 0xa8}, {"upsih", 0x3d2}, {"upsilon", 0x3c5}, {"uuml", 0xfc}, {"weierp", 0x2118},
    {"xi", 0x3be}, {"yacute", 0xfd}, {"yen", 0xa5}, {"yuml", 0xff}, {"zeta", 0x3b6}, {"zwj", 0x200d}, {"zwnj", 0x200c},
};
// clang-format on

}  // namespace detail

constexpr char32_t predefined_entity(std::string_view name) {
  if (name == "lt") return U'<';
  if (name == "gt") return U'>';
  if (name == "amp") return U'&';
  if (name == "apos") return U'\'';
  if (name == "quot") return U'"';
  return 0;
}

inline char32_t html_entity(std::string_view name) {
  const auto before = [](const detail::entity& row, std::string_view wanted) { return row.name < wanted; };
  const auto end = std::end(detail::html_entities);
  const auto found = std::lower_bound(std::begin(detail::html_entities), end, name, before);
  return found != end && found->name == name ? found->code : 0;
}

constexpr char32_t character_reference(std::string_view reference) {
  const bool hex = reference.size() > 1 && reference[1] == 'x';
  const std::string_view digits = reference.substr(hex ? 2 : 1);
  char32_t code = 0;
  for (const char c : digits) {
    const int digit = maintkit::detail::hex_value(c);
    if (digit < 0 || (!hex && digit > 9)) return 0;
    code = code * (hex ? 16 : 10) + static_cast<char32_t>(digit);
    if (code > 0x10ffff) return 0;
  }
  return is_character(code) ? code : 0;
}

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_ENTITIES_HPP

// ================================================================================================ maintkit/xml/scan.hpp

// What the parts of the XML reader share: how strict to be, how much to take, how a step ends, and the search for the
// next byte that means something.
#ifndef MAINTKIT_XML_SCAN_HPP
#define MAINTKIT_XML_SCAN_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

// Lenient: what feeds in the wild get wrong and browsers forgive is forgiven (see xml/reader.hpp for the list).
enum class mode : std::uint8_t { strict, lenient };

// What a document may be at most; more is errc::limit.
struct limits {
  std::size_t depth = 256;                             // elements inside each other
  std::size_t attributes = 256;                        // of one element, declarations of namespaces among them
  std::size_t namespaces = 128;                        // declared at one place
  std::size_t name_bytes = 1024;                       // a name, a reference, the address of a namespace
  std::size_t token_bytes = std::size_t{16} << 20;     // a text that is handed out, a tag, a DOCTYPE
  std::size_t bytes = std::size_t{1} << 30;            // the document
  std::size_t count = std::size_t{100} * 1000 * 1000;  // events
};

namespace detail {

using maintkit::detail::block;

enum class outcome : std::uint8_t { ok, cut, bad };  // cut: it takes what follows to tell

// A parse_error that points into memory.
struct fault {
  const char* at = nullptr;
  const char* expected = "";
  std::size_t length = 0;
  errc code = errc::malformed;
};

// So that `return blame(why, at, "a name");` reads well.
inline outcome blame(fault& why, const char* at, const char* expected, std::size_t length = 1,
                     errc code = errc::malformed) {
  why = fault{at, expected, length, code};
  return outcome::bad;
}

inline std::string_view between(const char* from, const char* to) {
  return {from, static_cast<std::size_t>(to - from)};
}

inline const char* space_end(const char* at, const char* end) {
  while (at != end && is_space(*at)) ++at;
  return at;
}

// The first byte from `at` that `of_block` finds in a block, or that `of_byte` knows alone.
template <class OfBlock, class OfByte>
const char* find_special(const char* at, const char* end, OfBlock of_block, OfByte of_byte) {
  for (; static_cast<std::size_t>(end - at) >= block::width; at += block::width) {
    if (const block::mask found = of_block(block(at)); found != 0) return at + block::first(found);
  }
  while (at != end && !of_byte(*at)) ++at;
  return at;
}

// Controls, carriage returns, and all that isn't ASCII.
constexpr bool is_suspect(char c) { return static_cast<signed char>(c) < 0x20 && c != '\n' && c != '\t'; }
inline block::mask suspects(const block& b) {
  return (b.below(0x20) & ~(b.equal('\n') | b.equal('\t'))) | b.above_ascii();
}

// Where plain text ends: at '<', '&', ']' or a suspect.
inline const char* text_end(const char* at, const char* end) {
  return find_special(
      at, end, [](const block& b) { return b.equal('<') | b.equal('&') | b.equal(']') | suspects(b); },
      [](char c) { return c == '<' || c == '&' || c == ']' || is_suspect(c); });
}

// … of a CDATA section, a comment or an instruction: at the first byte of what closes it or a suspect.
inline const char* section_end(const char* at, const char* end, char closing) {
  return find_special(
      at, end, [=](const block& b) { return b.equal(closing) | suspects(b); },
      [=](char c) { return c == closing || is_suspect(c); });
}

// … of an attribute's value: at the quote, '<', '&', or what becomes a space.
inline const char* value_end(const char* at, const char* end, char quote) {
  return find_special(
      at, end,
      [=](const block& b) { return b.equal(quote) | b.equal('&') | b.equal('<') | b.below(0x20) | b.above_ascii(); },
      [=](char c) { return c == quote || c == '&' || c == '<' || static_cast<signed char>(c) < 0x20; });
}

// One character that needs a second look: not ASCII, or a control. Lenient mode passes one byte of what XML doesn't
// allow.
inline outcome pass_character(maintkit::detail::window& in, mode how, fault& why) {
  const std::size_t n = character_length(in.rest());
  if (n == 0 && maintkit::detail::utf8_is_cut(in.rest())) return outcome::cut;
  if (n == 0 && how == mode::strict) return blame(why, in.at, "a character that XML allows");
  in.at += n == 0 ? 1 : n;
  return outcome::ok;
}

// Reads the reference that begins at `p` with '&', puts what it stands for behind `out`, and moves `p` past it.
inline outcome read_reference(const char*& p, const char* stop, mode how, std::size_t most, std::string& out,
                              fault& why) {
  const char* const limit = p + (std::min)(static_cast<std::size_t>(stop - p), most + 2);
  const char* const start = p + 1;
  const bool number = start != limit && *start == '#';
  const char* const end = number ? name_part_end(start + 1, limit) : name_end(start, limit);
  if (end == limit) return limit == stop ? outcome::cut : blame(why, p, "a shorter reference", 1, errc::limit);
  const std::string_view name = between(start, end);
  char32_t code = 0;
  if (*end == ';' && !name.empty()) {
    code = number ? character_reference(name) : predefined_entity(name);
    if (code == 0 && how == mode::lenient) code = number ? maintkit::detail::replacement_character : html_entity(name);
  }
  if (code != 0) {
    maintkit::detail::append_utf8(out, code);
    p = end + 1;
    return outcome::ok;
  }
  if (how == mode::lenient) {
    out += '&';
    ++p;
    return outcome::ok;
  }
  if (name.empty()) return blame(why, p, "&amp; for a lone '&'");
  if (*end != ';') return blame(why, end, "';' at the end of the reference");
  return blame(why, p, number ? "a character that XML allows" : "&lt; &gt; &amp; &apos; or &quot;", name.size() + 2);
}

}  // namespace detail
}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_SCAN_HPP

// =============================================================================================== maintkit/xml/aside.hpp

// What is checked and passed over: comments, processing instructions and the DOCTYPE.
#ifndef MAINTKIT_XML_ASIDE_HPP
#define MAINTKIT_XML_ASIDE_HPP

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

// =============================================================================================== maintkit/xml/scope.hpp

// The elements that are open, and the namespace that each prefix means there (Namespaces in XML 1.0, section 6).
#ifndef MAINTKIT_XML_SCOPE_HPP
#define MAINTKIT_XML_SCOPE_HPP

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

// ========================================================================================= maintkit/xml/declaration.hpp

// The XML declaration (XML 1.0, production [23]): <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
#ifndef MAINTKIT_XML_DECLARATION_HPP
#define MAINTKIT_XML_DECLARATION_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

struct declaration {
  std::string_view version;
  std::string_view encoding;    // empty: not given
  std::string_view standalone;  // empty: not given
};

// Reads what stands between "<?xml" and "?>". Any version 1.x is read as 1.0, as the fifth edition wants it.
constexpr parsed<declaration> parse_declaration(std::string_view inside);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

constexpr std::string_view leading_space(std::string_view text) {
  return text.substr(0, maintkit::detail::span_of(text, is_space));
}

// Takes S name S? = S? "value" off the front; false, and nothing taken, if that isn't what stands there.
constexpr bool take_pseudo_attribute(std::string_view& text, std::string_view name, std::string_view& value) {
  std::string_view rest = text;
  const std::size_t gap = leading_space(rest).size();
  rest.remove_prefix(gap);
  if (gap == 0 || !maintkit::detail::starts_with(rest, name)) return false;
  rest.remove_prefix(name.size());
  rest.remove_prefix(leading_space(rest).size());
  if (rest.empty() || rest.front() != '=') return false;
  rest.remove_prefix(1);
  rest.remove_prefix(leading_space(rest).size());
  if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return false;
  const std::size_t close = rest.find(rest.front(), 1);
  if (close == std::string_view::npos) return false;
  value = rest.substr(1, close - 1);
  text = rest.substr(close + 1);
  return true;
}

constexpr bool is_version(std::string_view text) {
  return text.size() > 2 && maintkit::detail::starts_with(text, "1.") &&
         maintkit::detail::span_of(text.substr(2), maintkit::detail::is_digit) == text.size() - 2;
}

constexpr bool is_encoding_name(std::string_view text) {
  const auto fits = [](char c) { return maintkit::detail::is_alnum(c) || c == '.' || c == '_' || c == '-'; };
  return !text.empty() && maintkit::detail::is_alpha(text.front()) &&
         maintkit::detail::span_of(text, fits) == text.size();
}

}  // namespace detail

constexpr parsed<declaration> parse_declaration(std::string_view inside) {
  declaration d;
  std::string_view rest = inside;
  const auto fault = [&](const char* expected) {
    return parse_error{errc::malformed, expected, inside.size() - rest.size(), rest.empty() ? 0u : 1u};
  };
  if (!detail::take_pseudo_attribute(rest, "version", d.version) || !detail::is_version(d.version)) {
    return fault("version=\"1.0\"");
  }
  if (detail::take_pseudo_attribute(rest, "encoding", d.encoding) && !detail::is_encoding_name(d.encoding)) {
    return fault("the name of an encoding");
  }
  if (detail::take_pseudo_attribute(rest, "standalone", d.standalone) && d.standalone != "yes" &&
      d.standalone != "no") {
    return fault("standalone=\"yes\" or \"no\"");
  }
  rest.remove_prefix(detail::leading_space(rest).size());
  if (!rest.empty()) return fault("'?>' behind the XML declaration");
  return d;
}

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_DECLARATION_HPP

// ============================================================================================== maintkit/xml/source.hpp

// A document's bytes go in, its text comes out as UTF-8: the byte order mark and the XML declaration say what the bytes
// mean, and neither is part of the text.
#ifndef MAINTKIT_XML_SOURCE_HPP
#define MAINTKIT_XML_SOURCE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {
namespace detail {

class source {
 public:
  maintkit::detail::window text;

  void feed(std::string_view bytes, std::size_t most);
  void finish();

  // To be called before anything else is read, until it answers ok.
  outcome read_declaration(mode how, fault& why);

 private:
  void receive(std::string_view bytes);
  outcome settle_encoding(std::string_view declared, mode how, fault& why);

  decoder decoder_;
  std::string first_;     // bytes, while they are too few to have a byte order mark
  bool started_ = false;  // they were not
  bool marked_ = false;
};

// ---------------------------------------------------------------------------------------------------------------------

inline void source::feed(std::string_view bytes, std::size_t most) {
  if (!text.final) receive(text.admit(bytes, most));
}

inline void source::finish() {
  text.final = true;
  if (!started_) receive({});
  if (decoder_.from() == encoding::utf8) return;
  text.add_by([&](std::string& out) { decoder_.finish(out); });
}

inline void source::receive(std::string_view bytes) {
  constexpr std::size_t longest_mark = 3;
  if (!started_) {
    if (!first_.empty() || bytes.size() < longest_mark) bytes = first_ += bytes;
    if (bytes.size() < longest_mark && !text.final) return;
    started_ = true;
    const byte_order_mark mark = byte_order_mark_of(bytes);
    marked_ = mark.length != 0;
    decoder_ = decoder(mark.in);
    if (mark.in == encoding::utf8) text.base = mark.length;
    bytes.remove_prefix(mark.length);
  }
  if (decoder_.from() == encoding::utf8) return text.add(bytes);
  text.add_by([&](std::string& out) { decoder_.append(out, bytes); });
}

// "<?xml" and a space. The end is looked for in the first KiB.
inline outcome source::read_declaration(mode how, fault& why) {
  constexpr std::size_t most = 1024;
  constexpr std::size_t intro = 5;
  if (how == mode::lenient) text.at = space_end(text.at, text.end);
  if (!started_ || text.at == text.end) return outcome::cut;
  bool unknown = false;
  const bool declared = text.goes_on_with("<?xml", unknown);
  const std::string_view head = text.rest().substr(0, most);
  if (unknown || (declared && head.size() == intro)) return outcome::cut;
  if (!declared || !is_space(head[intro])) return outcome::ok;

  const std::size_t end = head.find("?>");
  if (end == std::string_view::npos) {
    return head.size() < most ? outcome::cut : blame(why, text.at, "a shorter XML declaration", intro, errc::limit);
  }
  const auto read = parse_declaration(head.substr(intro, end - intro));
  if (!read && how == mode::strict) {
    return blame(why, text.at + intro + read.error().offset, read.error().expected, read.error().length);
  }
  text.at += end + 2;
  return read ? settle_encoding(read->encoding, how, why) : outcome::ok;
}

// A byte order mark that contradicts the declaration is an error (XML 1.0, section 4.3.3); lenient mode goes by the
// mark.
inline outcome source::settle_encoding(std::string_view declared, mode how, fault& why) {
  if (declared.empty()) return outcome::ok;
  const std::optional<encoding> known = encoding_of(declared);
  const auto refuse = [&](const char* expected, errc code) {
    return blame(why, declared.data(), expected, declared.size(), code);
  };
  if (!known) return refuse("UTF-8, UTF-16, ISO-8859-1, windows-1252 or US-ASCII", errc::unsupported);
  const encoding is = decoder_.from();
  const bool any_order = *known == encoding::utf16 && (is == encoding::utf16_be || is == encoding::utf16_le);
  if (*known == is || any_order) return outcome::ok;
  const bool wide = *known == encoding::utf16 || *known == encoding::utf16_be || *known == encoding::utf16_le;
  if (marked_ || wide) {
    if (how == mode::lenient) return outcome::ok;
    return refuse("the encoding that the document is in", errc::malformed);
  }
  // Browsers read Latin-1 and ASCII as windows-1252 (WHATWG Encoding, section 4.2).
  decoder_ = decoder(how == mode::strict ? *known : encoding::windows_1252);
  const std::string bytes = text.take_rest();
  text.add_by([&](std::string& out) { decoder_.append(out, bytes); });
  return outcome::ok;
}

}  // namespace detail
}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_SOURCE_HPP

// ================================================================================================= maintkit/xml/tag.hpp

// One tag that lies in memory in one piece: its name, and its attributes with their values decoded.
#ifndef MAINTKIT_XML_TAG_HPP
#define MAINTKIT_XML_TAG_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {
namespace detail {

class tag {
 public:
  std::string_view qualified;
  std::vector<attribute> attributes;  // the namespaces are not looked up yet
  bool empty_element = false;         // <a/>
  fault why;                          // after outcome::bad

  tag(mode how, const limits& most) : mode_(how), limits_(most) {}

  // Both begin at the '<', and move `p` past the '>'; cut: there is no '>' before `stop`.
  outcome read_start(const char*& p, const char* stop);
  outcome read_end(const char*& p, const char* stop);

 private:
  struct decoded_value {
    std::size_t attribute, at, size;
  };

  outcome attribute_or_end(const char*& p, const char* stop, bool& open);
  outcome value(const char*& p, const char* stop);
  outcome replace(const char*& p, const char* stop);
  outcome name_at(const char*& p, const char* stop, std::string_view& out);

  mode mode_;
  limits limits_;
  std::string decoded_;  // the values that aren't as they stand in the document, one behind the other
  std::vector<decoded_value> values_;
};

// ---------------------------------------------------------------------------------------------------------------------

inline outcome tag::read_start(const char*& p, const char* stop) {
  attributes.clear();
  values_.clear();
  decoded_.clear();
  empty_element = false;
  ++p;
  outcome o = name_at(p, stop, qualified);
  for (bool open = true; o == outcome::ok && open;) o = attribute_or_end(p, stop, open);
  for (const decoded_value& v : values_)
    attributes[v.attribute].value = std::string_view(decoded_).substr(v.at, v.size);
  return o;
}

inline outcome tag::read_end(const char*& p, const char* stop) {
  p += 2;
  if (const outcome o = name_at(p, stop, qualified); o != outcome::ok) return o;
  p = space_end(p, stop);
  if (p == stop) return outcome::cut;
  return *p++ == '>' ? outcome::ok : blame(why, p - 1, "'>'");
}

inline outcome tag::attribute_or_end(const char*& p, const char* stop, bool& open) {
  const char* const before = p;
  p = space_end(p, stop);
  if (p == stop) return outcome::cut;
  empty_element = *p == '/';
  if (empty_element && ++p == stop) return outcome::cut;
  if (*p == '>') {
    ++p;
    open = false;
    return outcome::ok;
  }
  if (empty_element) return blame(why, p, "'>'");
  if (p == before) return blame(why, p, "a space, '/' or '>'");
  if (attributes.size() >= limits_.attributes) return blame(why, p, "fewer attributes", 1, errc::limit);

  attributes.emplace_back();
  if (const outcome o = name_at(p, stop, attributes.back().is.qualified); o != outcome::ok) return o;
  p = space_end(p, stop);
  if (p == stop) return outcome::cut;
  if (*p != '=') return blame(why, p, "'='");
  p = space_end(p + 1, stop);
  if (p == stop) return outcome::cut;
  return *p == '"' || *p == '\'' ? value(p, stop) : blame(why, p, "a value in quotes");
}

// XML 1.0, section 3.3.3: references are replaced, and each white space character becomes a space.
inline outcome tag::value(const char*& p, const char* stop) {
  const char quote = *p++;
  const char* run = p;
  const std::size_t decoded_at = decoded_.size();
  bool replaced = false;
  for (;;) {
    p = value_end(p, stop, quote);
    if (p == stop) return outcome::cut;
    if (*p == quote) break;
    if (static_cast<signed char>(*p) < 0) {
      if (const std::size_t n = character_length(between(p, stop)); n != 0) {
        p += n;
        continue;
      }
    }
    replaced = true;
    decoded_.append(run, p);
    if (const outcome o = replace(p, stop); o != outcome::ok) return o;
    run = p;
  }
  attributes.back().value = between(run, p);
  if (replaced) {
    decoded_.append(run, p);
    values_.push_back({attributes.size() - 1, decoded_at, decoded_.size() - decoded_at});
  }
  ++p;
  return outcome::ok;
}

inline outcome tag::replace(const char*& p, const char* stop) {
  if (*p == '&') return read_reference(p, stop, mode_, limits_.name_bytes, decoded_, why);
  if (*p == '<') return blame(why, p, "&lt; in a value");
  if (is_space(*p)) {
    if (*p == '\r' && p + 1 != stop && p[1] == '\n') ++p;  // an end of line is one character, section 2.11
    decoded_ += ' ';
  } else {
    if (maintkit::detail::utf8_is_cut(between(p, stop))) return outcome::cut;
    if (mode_ == mode::strict) return blame(why, p, "a character that XML allows");
    maintkit::detail::append_utf8(decoded_, maintkit::detail::replacement_character);
  }
  ++p;
  return outcome::ok;
}

// A name with at most one colon, and that not at either end (Namespaces in XML 1.0, production [7]).
inline outcome tag::name_at(const char*& p, const char* stop, std::string_view& out) {
  const char* const limit = p + (std::min)(static_cast<std::size_t>(stop - p), limits_.name_bytes + 1);
  const char* const end = name_end(p, limit);
  if (end == limit) return end == stop ? outcome::cut : blame(why, p, "a shorter name", 1, errc::limit);
  if (end == p) return blame(why, p, "a name");
  out = between(p, end);
  const std::size_t colon = out.find(':');
  if (colon != std::string_view::npos && mode_ == mode::strict) {
    const bool whole = colon != 0 && name_end(p + colon + 1, end) == end && out.find(':', colon + 1) == out.npos;
    if (!whole || colon + 1 == out.size()) return blame(why, p, "a name with one prefix", out.size());
  }
  p = end;
  return outcome::ok;
}

}  // namespace detail
}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_TAG_HPP

// ============================================================================================== maintkit/xml/reader.hpp

// The XML pull reader. Comments, processing instructions and the DOCTYPE are checked and passed over; text on both
// sides of a comment, CDATA sections and references come out as one text. The document is in memory, or comes in
// chunks, and wherever the chunks are cut the events are the same.
//
//   xml::reader r(xml::mode::lenient);
//   while (more) {
//     r.feed(chunk);                                   // the chunk stays where it is until next() asks for more
//     while ((e = r.next()) < xml::event::end) …       // an event
//   }                                                  // here: need_more, error, or end
//   r.finish();
//
// Encodings: UTF-8, UTF-16 with a byte order mark, ISO-8859-1, windows-1252 and ASCII, as declared. Lenient mode
// forgives what feeds in the wild get wrong and browsers forgive: HTML's entities without a DTD, a lone '&', "]]>" in
// text, "--" in a comment, undeclared prefixes, blank space before the declaration, and bytes or characters that are
// not allowed (they become U+FFFD).
#ifndef MAINTKIT_XML_READER_HPP
#define MAINTKIT_XML_READER_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

// The last three are no events of the document: it is complete, it goes on in the next chunk, it can't be read.
enum class event : std::uint8_t { element_begin, element_end, text, end, need_more, error };

class reader {
 public:
  // A document in memory; the text must outlive the reader.
  explicit reader(std::string_view whole, mode how = mode::strict, const limits& most = {}) : reader(how, most) {
    feed(whole);
    finish();
  }
  // A document in chunks: feed() each, finish() after the last.
  explicit reader(mode how, const limits& most = {}) : mode_(how), limits_(most), tag_(how, most), aside_(how, most) {}

  reader(const reader&) = delete;
  reader& operator=(const reader&) = delete;

  // The next piece, to be called first and then only after next() answered need_more; the chunk must stay until then.
  void feed(std::string_view chunk);
  // There are no more chunks; next() may still have events.
  void finish();

  event next();

  // The name of the element that begins or ends. This and all other views are valid until the next call of next().
  const name& element() const { return element_; }
  // The attributes of the element that begins, in document order. Declarations of namespaces are attributes in the
  // namespace xmlns_space.
  const std::vector<attribute>& attributes() const { return tag_.attributes; }
  // The value of one of them, if it is there; `space` is empty for attributes without a prefix.
  std::optional<std::string_view> attribute_value(std::string_view local, std::string_view space = {}) const;
  std::string_view text() const { return text_; }

  // Behind element_begin: passes over everything up to and with the end of the element. The work, and any error, comes
  // in next().
  void skip();

  // Why next() answered event::error.
  const parse_error& error() const { return error_; }

  // Where the last event began, in bytes from the start of the document; in one that is not UTF-8, of its text as
  // UTF-8.
  std::size_t offset() const { return event_at_; }
  // How many elements are open; the one that begins counts, the one that ends doesn't.
  std::size_t depth() const { return scope_.depth() - (closing_ ? 1 : 0); }

 private:
  using outcome = detail::outcome;
  enum class place : std::uint8_t { start, prolog, content, epilog, failed };

  // What bad() answers, for the functions that answer with an event and for those that answer with an outcome.
  struct broken {
    constexpr operator event() const { return event::error; }
    constexpr operator outcome() const { return outcome::bad; }
  };

  event step();
  event exhausted();
  event counted(event e);
  const char* expectation() const;
  broken bad(const char* at, const char* expected, std::size_t length = 1, errc code = errc::malformed);
  broken bad(const detail::fault& f) { return bad(f.at, f.expected, f.length, f.code); }

  outcome begin_document();
  outcome pass_aside();
  outcome pass_blank();
  outcome read_text();
  outcome read_special();
  outcome read_bracket();
  outcome read_markup();
  event read_tag();
  event begin_element(const char* behind);
  event end_element();
  bool tag_is_due();

  outcome add(const char* from, const char* to);
  broken text_too_long();
  std::string& text_buffer();
  event text_event();

  bool strict() const { return mode_ == mode::strict; }

  detail::source source_;
  maintkit::detail::window& in_ = source_.text;
  mode mode_;
  limits limits_;
  detail::tag tag_;
  detail::aside aside_;
  scope scope_;
  name element_;
  place place_ = place::start;
  event last_ = event::end;
  bool in_cdata_ = false;
  bool had_doctype_ = false;
  bool end_is_due_ = false;  // <a/> began: its end comes next
  bool closing_ = false;     // an end was handed out; its names are in use until the next event
  bool skipping_ = false;
  bool has_text_ = false;
  bool holding_ = false;      // the text is in held_, not in piece_
  char quote_ = 0;            // that is open in a tag that the window's end cut
  std::size_t tag_seen_ = 0;  // bytes of a cut tag in which there is no '>'
  std::size_t skip_floor_ = 0;
  std::size_t event_at_ = 0;
  std::size_t text_at_ = 0;
  std::size_t count_ = 0;
  std::string_view text_;
  std::string_view piece_;
  std::string held_;
  parse_error error_;
};

// Is this one well-formed document with well-formed namespaces, within the limits?
result<void, parse_error> validate(std::string_view text, mode how = mode::strict, const limits& most = {});

// ---------------------------------------------------------------------------------------------------------------------

inline void reader::feed(std::string_view chunk) {
  if (place_ != place::failed) source_.feed(chunk, limits_.bytes);
}

inline void reader::finish() {
  if (place_ != place::failed) source_.finish();
}

inline event reader::next() {
  for (;;) {
    last_ = step();
    if (!skipping_ || last_ >= event::end) return last_;
    skipping_ = depth() > skip_floor_;
  }
}

inline void reader::skip() {
  if (last_ != event::element_begin) return;
  skip_floor_ = depth() - 1;
  skipping_ = true;
}

inline std::optional<std::string_view> reader::attribute_value(std::string_view local, std::string_view space) const {
  for (const attribute& a : tag_.attributes) {
    if (a.is.local == local && a.is.space == space) return a.value;
  }
  return std::nullopt;
}

inline event reader::step() {
  if (closing_) {
    closing_ = false;
    scope_.close();
    if (scope_.depth() == 0) place_ = place::epilog;
  }
  if (end_is_due_) {
    end_is_due_ = false;
    return end_element();
  }
  for (outcome o = outcome::ok; o == outcome::ok;) {
    if (place_ == place::start) {
      o = begin_document();
    } else if (in_.at == in_.end) {
      o = outcome::cut;
    } else if (aside_.is_open()) {
      o = pass_aside();
    } else if (in_cdata_ || *in_.at != '<') {
      o = read_text();
    } else if (in_.rest().size() == 1) {
      o = outcome::cut;
    } else if (in_.at[1] == '!' || in_.at[1] == '?') {
      o = read_markup();
    } else {
      return has_text_ ? text_event() : read_tag();
    }
    if (o == outcome::bad) return event::error;
  }
  return exhausted();
}

// No event can be made of what is there.
inline event reader::exhausted() {
  if (place_ == place::failed) return event::error;
  if (!in_.final) {
    if (has_text_) text_buffer();
    in_.keep();
    return event::need_more;
  }
  const bool all_read = !aside_.is_open() && in_.rest().empty();
  if (!in_.clipped && place_ == place::epilog && all_read) return event::end;
  const errc code = in_.clipped ? errc::limit : errc::incomplete;
  return bad(in_.end, in_.clipped ? "a shorter document" : expectation(), 0, code);
}

inline const char* reader::expectation() const {
  if (aside_.is_open()) return aside_.expectation();
  if (in_cdata_) return "']]>' at the end of the CDATA section";
  if (place_ == place::epilog) return "the end";
  return place_ == place::content ? "the end tag of the innermost element" : "the root element";
}

inline reader::broken reader::bad(const char* at, const char* expected, std::size_t length, errc code) {
  error_ = parse_error{code, expected, in_.offset_of(at), length};
  place_ = place::failed;
  in_.at = in_.end;
  end_is_due_ = false;
  return {};
}

inline detail::outcome reader::begin_document() {
  detail::fault why;
  const outcome o = source_.read_declaration(mode_, why);
  if (o == outcome::ok) place_ = place::prolog;
  return o == outcome::bad ? bad(why) : o;
}

inline detail::outcome reader::pass_aside() {
  const outcome o = aside_.pass(in_);
  return o == outcome::bad ? bad(aside_.why) : o;
}

// Blank space outside of the root element.
inline detail::outcome reader::pass_blank() {
  const char* const end = detail::space_end(in_.at, in_.end);
  if (end == in_.at) return bad(end, place_ == place::epilog ? "the end" : "the root element");
  in_.at = end;
  return outcome::ok;
}

// Text up to the next markup, or to the end of a CDATA section.
inline detail::outcome reader::read_text() {
  if (place_ != place::content) return pass_blank();
  if (!has_text_) text_at_ = in_.offset();
  for (const bool section = in_cdata_; section == in_cdata_;) {
    const char* const run = in_.at;
    in_.at = section ? detail::section_end(run, in_.end, ']') : detail::text_end(run, in_.end);
    if (const outcome o = add(run, in_.at); o != outcome::ok) return o;
    if (in_.at == in_.end) return outcome::cut;
    if (!section && *in_.at == '<') return outcome::ok;
    if (const outcome o = read_special(); o != outcome::ok) return o;
    if (holding_ && held_.size() > limits_.token_bytes) return text_too_long();
  }
  return outcome::ok;
}

inline detail::outcome reader::read_special() {
  const char* const at = in_.at;
  detail::fault why;
  if (*at == '&') {
    const outcome o = detail::read_reference(in_.at, in_.end, mode_, limits_.name_bytes, text_buffer(), why);
    return o == outcome::bad ? bad(why) : o;
  }
  if (*at == ']') return read_bracket();
  if (*at == '\r') {  // an end of line is "\n", section 2.11
    if (at + 1 == in_.end) return outcome::cut;
    in_.at += at[1] == '\n' ? 2 : 1;
    text_buffer() += '\n';
    return outcome::ok;
  }
  const bool allowed = character_length(in_.rest()) != 0;
  const outcome o = detail::pass_character(in_, mode_, why);
  if (o != outcome::ok) return o == outcome::bad ? bad(why) : o;
  if (allowed) return add(at, in_.at);
  maintkit::detail::append_utf8(text_buffer(), maintkit::detail::replacement_character);
  return outcome::ok;
}

// "]]>" ends a CDATA section, and may not stand in other text (production [14]).
inline detail::outcome reader::read_bracket() {
  const char* const at = in_.at;
  bool unknown = false;
  const bool closing = in_.goes_on_with("]]>", unknown);
  if (unknown) return outcome::cut;
  if (closing && in_cdata_) {
    in_.at += 3;
    in_cdata_ = false;
    return outcome::ok;
  }
  if (closing && strict()) return bad(at, "]]&gt; in text", 3);
  ++in_.at;
  return add(at, in_.at);
}

inline detail::outcome reader::read_markup() {
  bool unknown = false;
  if (place_ == place::content && in_.goes_on_with("<![CDATA[", unknown)) {
    in_.at += 9;
    in_cdata_ = true;
    return outcome::ok;
  }
  if (unknown) return outcome::cut;
  const bool doctype = in_.goes_on_with("<!DOCTYPE", unknown);
  const outcome o = aside_.open(in_, place_ == place::prolog && !had_doctype_);
  had_doctype_ = had_doctype_ || (doctype && o == outcome::ok);
  return o == outcome::bad ? bad(aside_.why) : o;
}

// Of a tag that the window's end cut: is it whole now, or must it be read as it is? Bytes that were searched for the
// '>' are not searched again, so a tag over many chunks takes linear time.
inline bool reader::tag_is_due() {
  if (tag_seen_ == 0 || in_.final || in_.rest().size() >= limits_.token_bytes) return true;
  for (const char* p = in_.at + tag_seen_; p != in_.end; ++p) {
    tag_seen_ = static_cast<std::size_t>(p - in_.at);
    if (quote_ != 0) {
      if (*p == quote_) quote_ = 0;
    } else if (*p == '"' || *p == '\'') {
      quote_ = *p;
    } else if (*p == '>') {
      return true;
    }
  }
  tag_seen_ = in_.rest().size();
  return false;
}

inline event reader::read_tag() {
  if (!tag_is_due()) return exhausted();
  if (place_ == place::epilog) return bad(in_.at, "the end");
  const bool end = in_.at[1] == '/';
  if (end && place_ == place::prolog) return bad(in_.at, "the root element", 2);
  const std::size_t room = (std::min)(in_.rest().size(), limits_.token_bytes);
  const char* const stop = in_.at + room;
  const char* p = in_.at;
  const outcome o = end ? tag_.read_end(p, stop) : tag_.read_start(p, stop);
  if (o == outcome::bad) return bad(tag_.why);
  if (o == outcome::cut) {
    if (room == limits_.token_bytes) return bad(in_.at, "a shorter tag", 1, errc::limit);
    if (tag_seen_ == 0) quote_ = 0;
    tag_seen_ = (std::max)(tag_seen_, std::size_t{1});
    return exhausted();
  }
  tag_seen_ = 0;
  event_at_ = in_.offset();
  if (!end) return begin_element(p);
  if (tag_.qualified != scope_.innermost()) {
    return bad(in_.at, "the end tag of the innermost element", tag_.qualified.size() + 2);
  }
  in_.at = p;
  return end_element();
}

inline event reader::begin_element(const char* behind) {
  if (scope_.depth() >= limits_.depth) return bad(in_.at, "no deeper nesting", 1, errc::limit);
  element_.qualified = tag_.qualified;
  detail::fault why;
  if (detail::enter(scope_, element_, tag_.attributes, mode_, limits_, why) != outcome::ok) {
    return bad(why);
  }
  in_.at = behind;
  place_ = place::content;
  end_is_due_ = tag_.empty_element;
  return counted(event::element_begin);
}

inline event reader::end_element() {
  tag_.attributes.clear();
  element_.qualified = scope_.innermost();
  element_.local = local_of(element_.qualified);
  element_.space = scope_.find(prefix_of(element_.qualified)).value_or(std::string_view());
  closing_ = true;
  return counted(event::element_end);
}

inline event reader::counted(event e) {
  if (++count_ > limits_.count) return bad(in_.at, "fewer elements", 0, errc::limit);
  return e;
}

inline detail::outcome reader::add(const char* from, const char* to) {
  if (from == to || skipping_) return outcome::ok;
  const std::string_view more = detail::between(from, to);
  if (has_text_) {
    text_buffer() += more;
  } else {
    piece_ = more;
    has_text_ = true;
    holding_ = false;
  }
  return (holding_ ? held_.size() : piece_.size()) <= limits_.token_bytes ? outcome::ok : text_too_long();
}

inline reader::broken reader::text_too_long() {
  const broken b = bad(in_.at, "a shorter text", 0, errc::limit);
  error_.offset = text_at_;
  return b;
}

// The text so far, to be added to.
inline std::string& reader::text_buffer() {
  if (!has_text_ || skipping_) piece_ = {};
  if (!holding_ || !has_text_ || skipping_) held_.assign(piece_);
  has_text_ = !skipping_;
  holding_ = true;
  return held_;
}

inline event reader::text_event() {
  event_at_ = text_at_;
  text_ = holding_ ? std::string_view(held_) : piece_;
  has_text_ = false;
  return counted(event::text);
}

inline result<void, parse_error> validate(std::string_view text, mode how, const limits& most) {
  reader r(text, how, most);
  for (event e = r.next();; e = r.next()) {
    if (e == event::end) return {};
    if (e == event::error) return r.error();
  }
}

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_READER_HPP

// ===================================================================================================== maintkit/xml.hpp

// XML 1.0 (fifth edition) with namespaces: a strict pull reader over memory or over chunks, without any DTD processing.
// A DOCTYPE is skipped; nothing is ever fetched or expanded.
//
//   xml::reader r(text);
//   for (xml::event e; (e = r.next()) < xml::event::end;) {
//     if (e == xml::event::element_begin && r.element().local == "title") in_title = true;
//     if (e == xml::event::text && in_title) title = r.text();
//     if (e == xml::event::element_end) in_title = false;
//   }
#ifndef MAINTKIT_XML_HPP
#define MAINTKIT_XML_HPP

#endif  // MAINTKIT_XML_HPP

// ========================================================================================== maintkit/feed/html_text.hpp

// The plain text of a title that a feed gives as HTML: no tags, references resolved, blanks folded.
//
//   html_text("Sample <b>1.2</b> &amp; more")   Sample 1.2 & more
#ifndef MAINTKIT_FEED_HTML_TEXT_HPP
#define MAINTKIT_FEED_HTML_TEXT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Never fails: what is no tag and no reference stands for itself, as browsers have it.
std::string html_text(std::string_view html);

// Runs of white space become one blank, none at the ends.
std::string folded(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// Decodes the reference at the front ("&amp;…") and answers its length; an ampersand that begins none stands for
// itself.
inline std::size_t append_reference(std::string& out, std::string_view text) {
  constexpr std::size_t longest = 12;  // "&#x0010ffff;", "&thetasym;"
  const std::size_t stop = text.substr(0, longest).find(';');
  char32_t code = 0;
  if (stop != std::string_view::npos) {
    const std::string_view name = text.substr(1, stop - 1);
    code = starts_with(name, "#") ? xml::character_reference(name) : xml::predefined_entity(name);
    if (code == 0) code = xml::html_entity(name);
  }
  append_utf8(out, code == 0 ? U'&' : code);
  return code == 0 ? 1 : stop + 1;
}

// Does a tag or comment begin here, or is "<" just a sign?
constexpr bool begins_tag(std::string_view text) {
  return text.size() > 1 && text[0] == '<' && (is_alpha(text[1]) || text[1] == '/' || text[1] == '!');
}

}  // namespace detail

inline std::string folded(std::string_view text) {
  std::string out;
  for (const char c : detail::trim(text)) {
    if (!detail::is_space(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

inline std::string html_text(std::string_view html) {
  constexpr std::size_t none = std::string_view::npos;
  std::string out;
  bool closed = true;  // once no '>' follows it is not looked for again: that would be quadratic
  for (std::size_t at = 0; at < html.size();) {
    const std::string_view rest = html.substr(at);
    const std::size_t stop = closed && detail::begins_tag(rest) ? rest.find('>') : none;
    if (stop != none) {
      at += stop + 1;
    } else if (rest.front() == '&') {
      at += detail::append_reference(out, rest);
    } else {
      closed = closed && !detail::begins_tag(rest);
      out += rest.front();
      ++at;
    }
  }
  return folded(out);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_HTML_TEXT_HPP

// ============================================================================================ maintkit/feed/release.hpp

// The one record that every feed is read into. A format fills what it says and leaves the rest unknown: nothing is
// guessed, and each yes or no names the field of the document that it came from.
//
//   for (const maintkit::feed::release& r : doc.releases)
//     if (r.yanked == tri::yes) std::printf("%s was withdrawn (%s)\n", r.version.c_str(), r.yanked.from.data());
#ifndef MAINTKIT_FEED_RELEASE_HPP
#define MAINTKIT_FEED_RELEASE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Yes, no, or the format doesn't say.
enum class tri : std::uint8_t { unknown, no, yes };

// "unknown", "no", "yes"
constexpr std::string_view to_string(tri answer);

// A yes or no and where it was read. `from` is the name of the document's field or of a rule ("yanked", "PEP 440"):
// static text that ends with a zero byte, empty while the answer is unknown.
struct flag {
  tri answer = tri::unknown;
  std::string_view from;

  constexpr flag() = default;
  constexpr flag(tri answer_, std::string_view from_) : answer(answer_), from(from_) {}
  constexpr flag(bool yes, std::string_view from_) : answer(yes ? tri::yes : tri::no), from(from_) {}
  constexpr operator tri() const { return answer; }
};

struct digest {
  std::string algorithm;  // lower case: "sha256"
  std::string value;      // as written
};

// One file of a release.
struct asset {
  std::string name;
  std::string url;
  std::optional<std::uint64_t> size;  // bytes
  std::vector<digest> digests;
};

// Strings are UTF-8 and empty where the format doesn't say.
struct release {
  std::string version;  // cut out of the tag or title where the format has no version of its own
  std::string tag;      // as written: "v1.2.3"
  std::string title;
  std::string link;                 // a page for people, or the file to fetch
  std::optional<time::stamp> date;  // with its precision, and whether a zone was given
  flag prerelease;
  flag draft;
  flag yanked;
  flag deprecated;
  std::string requires_runtime;   // the index's own notation: ">=3.9"
  std::string severity;           // as written: "security", "critical" …
  std::vector<std::string> cves;  // advisories: "CVE-2026-0001", "GHSA-…", "PYSEC-…"
  std::vector<asset> assets;
};

// What maintkit reads. The names are those of the files in feed/.
enum class format : std::uint8_t { pypi, git_refs, atom };
inline constexpr std::string_view format_names[] = {"pypi", "git_refs", "atom"};

constexpr std::string_view to_string(format kind);
constexpr std::optional<format> format_of(std::string_view name);

// One document, or one page of a paged one.
struct document {
  format kind{};
  std::vector<release> releases;  // in the document's order
  std::string next_page;          // as written, perhaps relative; empty on the last page
};

// Beyond these a document is an error of code limit. The largest real ones known: 50 MB, 3,000 releases, 20,000 files.
struct limits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t releases = 100'000;
  std::size_t assets = 200'000;               // of all releases together
  std::size_t field = std::size_t{64} << 10;  // bytes of one string that is kept
};

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(tri answer) {
  constexpr std::string_view names[] = {"unknown", "no", "yes"};
  return names[static_cast<std::size_t>(answer)];
}

constexpr std::string_view to_string(format kind) { return format_names[static_cast<std::size_t>(kind)]; }

constexpr std::optional<format> format_of(std::string_view name) {
  std::uint8_t at = 0;
  for (const std::string_view known : format_names) {
    if (known == name) return static_cast<format>(at);
    ++at;
  }
  return std::nullopt;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_RELEASE_HPP

// ======================================================================================= maintkit/feed/version_text.hpp

// Where the version stands in a tag or a title, for formats that have no field of their own for it.
//
//   version_in_tag("v1.2.3")            1.2.3        version_in_title("Sample 1.2.3 released")   1.2.3
//   version_in_tag("rpm-4.18.0-rc1")    4.18.0-rc1   version_in_title("Thoughts on packaging")   (nothing)
#ifndef MAINTKIT_FEED_VERSION_TEXT_HPP
#define MAINTKIT_FEED_VERSION_TEXT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The rule, in order: of a path ("name/v1.2.3") the last part that holds a digit; in it, from the first digit that
// begins a word, perhaps behind a "v" or "r"; where no word begins so, from the first digit ("go1.21"). A closing
// "-release" is dropped. Underscores between numbers are dots where the tag has no dot ("R_2_6_0"). A tag without a
// digit ("latest") is its own version, which no scheme reads.
std::string version_in_tag(std::string_view tag);

// The first word that is digits, a dot and a digit, perhaps behind a "v"; else the first that begins with a digit and
// holds nothing but what versions are made of; else nothing. Punctuation around the word is not part of it.
std::string version_in_title(std::string_view title);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

constexpr bool holds_digit(std::string_view text) {
  return span_of(text, [](char c) { return !is_digit(c); }) < text.size();
}

constexpr std::string_view last_part_with_digit(std::string_view tag) {
  for (std::string_view rest = tag; !rest.empty();) {
    const std::size_t slash = rest.rfind('/');
    const std::string_view part = slash == std::string_view::npos ? rest : rest.substr(slash + 1);
    if (holds_digit(part)) return part;
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(0, slash);
  }
  return tag;
}

// Does a version begin at this digit: at the start, behind a separator, or behind a "v" or "r" that begins a word? A
// dot or underscore behind a digit goes on with that number.
constexpr bool begins_version(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  const bool inside = at > 1 && is_digit(text[at - 2]);
  if (!is_alnum(before)) return !inside || (before != '.' && before != '_');
  return (lower(before) == 'v' || lower(before) == 'r') && (at == 1 || !is_alnum(text[at - 2]));
}

// "2_6_0" is "2.6.0": the numbers at the front are joined with dots, what follows ("-beta1") stays.
inline std::string with_dots(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 1; i + 1 < out.size(); ++i) {
    if (!is_digit(out[i]) && out[i] != '_') break;
    if (out[i] == '_' && is_digit(out[i + 1])) out[i] = '.';
  }
  return out;
}

// Nothing but what the versions of any scheme are written with.
constexpr bool is_version_byte(char c) {
  return is_alnum(c) || c == '.' || c == '-' || c == '+' || c == '~' || c == '_' || c == '!';
}

constexpr std::string_view without_punctuation(std::string_view word) {
  while (!word.empty() && !is_alnum(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_alnum(word.back())) word.remove_suffix(1);
  if (word.size() > 1 && lower(word.front()) == 'v' && is_digit(word[1])) word.remove_prefix(1);
  return word;
}

}  // namespace detail

inline std::string version_in_tag(std::string_view tag) {
  std::string_view text = detail::last_part_with_digit(tag);
  const std::size_t first = detail::span_of(text, [](char c) { return !detail::is_digit(c); });
  if (first == text.size()) return std::string(tag);
  std::size_t start = first;
  while (start < text.size() && !(detail::is_digit(text[start]) && detail::begins_version(text, start))) {
    ++start;
  }
  text.remove_prefix(start == text.size() ? first : start);
  if (detail::ends_with(text, "-release")) text.remove_suffix(std::string_view("-release").size());
  return text.find('.') == std::string_view::npos ? detail::with_dots(text) : std::string(text);
}

inline std::string version_in_title(std::string_view title) {
  std::string_view plain;
  while (!title.empty()) {
    const std::size_t stop = detail::span_of(title, [](char c) { return !detail::is_space(c); });
    const std::string_view word = detail::without_punctuation(title.substr(0, stop));
    title.remove_prefix(stop < title.size() ? stop + 1 : stop);
    const std::size_t digits = detail::span_of(word, detail::is_digit);
    if (digits == 0 || detail::span_of(word, detail::is_version_byte) < word.size()) continue;
    if (digits + 1 < word.size() && word[digits] == '.' && detail::is_digit(word[digits + 1])) {
      return std::string(word);
    }
    if (plain.empty()) plain = word;
  }
  return std::string(plain);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_VERSION_TEXT_HPP

// ========================================================================================= maintkit/feed/xml_source.hpp

// How the formats written in XML read: by walking elements, naming those they want. Everything else is passed over, and
// still checked. After the first failure every call answers false, so a reader asks once.
//
//   in.children([&](const xml::name& child) {
//     if (child.local == "title") return in.text(title);
//     return in.pass();
//   });
#ifndef MAINTKIT_FEED_XML_SOURCE_HPP
#define MAINTKIT_FEED_XML_SOURCE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

class xml_source {
 public:
  // `whole` must outlive the source. A text that is kept may have most.field bytes, one that is passed over any.
  xml_source(std::string_view whole, const limits& most, xml::mode how = xml::mode::strict);

  // Goes to the root element.
  bool root();
  // The element that has just begun, until anything more is read.
  const xml::name& element() const { return in_.element(); }
  // An attribute without a prefix, empty if it is not there.
  std::string_view attribute(std::string_view local) const { return in_.attribute_value(local).value_or(""); }

  // Of the element that has just begun: each(name) reads one child to its end, or passes over it.
  template <class Each>
  bool children(Each each);
  // Of the element that has just begun: all text in it and in what is in it.
  bool text(std::string& into);
  // Passes over the element that has just begun.
  bool pass();
  // Nothing may follow.
  bool end();

  // Ends the reading with an error at the last event; answers false.
  bool fail(errc code, const char* expected);
  bool good() const { return !failed_; }
  const parse_error& error() const { return error_; }

 private:
  xml::event take();

  xml::reader in_;
  std::size_t longest_;
  bool failed_ = false;
  parse_error error_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline xml::limits xml_limits(const limits& most) {
  xml::limits out;
  out.bytes = most.bytes;
  return out;
}

}  // namespace detail

inline xml_source::xml_source(std::string_view whole, const limits& most, xml::mode how)
    : in_(whole, how, detail::xml_limits(most)), longest_(most.field) {}

inline xml::event xml_source::take() {
  if (failed_) return xml::event::error;
  const xml::event out = in_.next();
  if (out == xml::event::error) {
    failed_ = true;
    error_ = in_.error();
  }
  return out;
}

inline bool xml_source::fail(errc code, const char* expected) {
  if (!failed_) error_ = parse_error{code, expected, in_.offset(), 0};
  failed_ = true;
  return false;
}

inline bool xml_source::root() { return take() == xml::event::element_begin || fail(errc::incomplete, "an element"); }

template <class Each>
bool xml_source::children(Each each) {
  for (;;) {
    switch (take()) {
      case xml::event::element_end:
        return true;
      case xml::event::text:
        break;
      case xml::event::element_begin:
        if (!each(in_.element())) return false;
        break;
      default:
        return fail(errc::incomplete, "the end of the element");
    }
  }
}

inline bool xml_source::text(std::string& into) {
  into.clear();
  for (std::size_t open = 1; open != 0;) {
    switch (take()) {
      case xml::event::element_begin:
        ++open;
        break;
      case xml::event::element_end:
        --open;
        break;
      case xml::event::text:
        if (in_.text().size() > longest_ - into.size()) return fail(errc::limit, "a shorter text");
        into += in_.text();
        break;
      default:
        return fail(errc::incomplete, "the end of the element");
    }
  }
  return true;
}

inline bool xml_source::pass() {
  in_.skip();
  return !failed_;
}

inline bool xml_source::end() { return take() == xml::event::end || fail(errc::malformed, "the end"); }

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_XML_SOURCE_HPP

// =============================================================================================== maintkit/feed/atom.hpp

// Atom (RFC 4287), and its forerunner 0.3 that some sites still serve. Forges publish tags and releases in it, and
// name the tag in the entry's id or address:
//
//   <entry><id>tag:github.com,2008:Repository/12345/v1.2.3</id><updated>2026-07-08T12:00:00Z</updated>
//   <link rel="alternate" href="https://github.com/example/sample/releases/tag/v1.2.3"/><title>Sample</title></entry>
#ifndef MAINTKIT_FEED_ATOM_HPP
#define MAINTKIT_FEED_ATOM_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// An entry is a release. Its version is cut out of the forge's tag, else out of the title; an entry may have none. The
// date is `published`, else `updated`, unknown if it can't be read. Enclosures are its files.
parsed<document> read_atom(std::string_view whole, const limits& most = {});

// Is the root element Atom's `feed`?
bool looks_like_atom(std::string_view first_kib);

// The tag that a forge wrote into an entry's id (GitHub) or address (GitHub, GitLab, Gitea, Forgejo); empty if none.
std::string forge_tag(std::string_view id, std::string_view link);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::string_view atom_spaces[] = {"http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"};

inline bool is_atom(const xml::name& name) { return name.space == atom_spaces[0] || name.space == atom_spaces[1]; }

// "v1%2F2" is "v1/2"; a percent sign that begins no byte stands for itself.
inline std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : hex_value(text[i + 2]);
    out += low < 0 ? text[i] : static_cast<char>(high * 16 + low);
    if (low >= 0) i += 2;
  }
  return out;
}

struct atom_entry {
  release out;
  std::string id;
  std::string published;
  std::string updated;
};

// Atom 0.3 called the dates issued and modified.
struct atom_text {
  std::string_view element;
  std::string atom_entry::*into;
};
inline constexpr atom_text atom_texts[] = {{"id", &atom_entry::id},
                                           {"published", &atom_entry::published},
                                           {"issued", &atom_entry::published},
                                           {"updated", &atom_entry::updated},
                                           {"modified", &atom_entry::updated}};

class atom_reader {
 public:
  atom_reader(std::string_view whole, const limits& most) : in_(whole, most), most_(most) {}

  parsed<document> read() {
    if (in_.root() && !(is_atom(in_.element()) && in_.element().local == "feed")) {
      in_.fail(errc::unsupported, "the root element of Atom");
    }
    const bool good = in_.good() && in_.children([this](const xml::name& child) { return feed_child(child); });
    if (!good || !in_.end()) return in_.error();
    return std::move(out_);
  }

 private:
  bool feed_child(const xml::name& child) {
    if (is_atom(child) && child.local == "link" && in_.attribute("rel") == "next") {
      out_.next_page = in_.attribute("href");
    }
    if (!is_atom(child) || child.local != "entry") return in_.pass();
    if (out_.releases.size() == most_.releases) return in_.fail(errc::limit, "fewer entries");
    return entry();
  }

  bool entry() {
    atom_entry one;
    if (!in_.children([&](const xml::name& child) { return entry_child(child, one); })) return false;
    one.out.tag = forge_tag(trim(one.id), one.out.link);
    one.out.version = one.out.tag.empty() ? version_in_title(one.out.title) : version_in_tag(one.out.tag);
    const auto date = time::parse_date(trim(one.published.empty() ? one.updated : one.published));
    if (date) one.out.date = *date;
    out_.releases.push_back(std::move(one.out));
    return true;
  }

  bool entry_child(const xml::name& child, atom_entry& into) {
    if (!is_atom(child)) return in_.pass();
    if (child.local == "title") return title(into.out.title);
    if (child.local == "link") return link(into.out);
    for (const atom_text& row : atom_texts) {
      if (child.local == row.element) return in_.text(into.*row.into);
    }
    return in_.pass();  // also `source`, which describes another feed
  }

  // RFC 4287, section 3.1.1: text, html (escaped: markup in the text), xhtml (markup in the document).
  bool title(std::string& into) {
    const bool html = in_.attribute("type") == "html" || in_.attribute("type") == "text/html";
    std::string text;
    if (!in_.text(text)) return false;
    into = html ? html_text(text) : folded(text);
    return true;
  }

  // RFC 4287, section 4.2.7.2: a link without rel is the alternate.
  bool link(release& into) {
    const std::string_view rel = in_.attribute("rel");
    const std::string_view href = in_.attribute("href");
    if (href.size() > most_.field) return in_.fail(errc::limit, "a shorter address");
    if ((rel.empty() || rel == "alternate") && into.link.empty()) into.link = href;
    if (rel != "enclosure") return in_.pass();
    if (++assets_ > most_.assets) return in_.fail(errc::limit, "fewer enclosures");
    const std::string_view path = href.substr(0, href.find_first_of("?#"));
    into.assets.push_back(
        {std::string(path.substr(path.rfind('/') + 1)), std::string(href), whole_number(in_.attribute("length")), {}});
    return in_.pass();
  }

  xml_source in_;
  const limits& most_;
  document out_{format::atom, {}, {}};
  std::size_t assets_ = 0;
};

}  // namespace detail

inline parsed<document> read_atom(std::string_view whole, const limits& most) {
  return detail::atom_reader(whole, most).read();
}

// Lenient: what is wrong with the document is for the reader to say.
inline bool looks_like_atom(std::string_view first_kib) {
  if (first_kib.find('<') == std::string_view::npos) return false;
  xml::reader in(xml::mode::lenient);
  in.feed(first_kib);
  return in.next() == xml::event::element_begin && detail::is_atom(in.element()) && in.element().local == "feed";
}

inline std::string forge_tag(std::string_view id, std::string_view link) {
  constexpr std::string_view repository = ":Repository/";  // "tag:github.com,2008:Repository/12345/v1.2.3"
  const std::size_t at = detail::starts_with(id, "tag:") ? id.find(repository) : std::string_view::npos;
  if (at != std::string_view::npos) {
    const std::string_view number = id.substr(at + repository.size());
    const std::size_t digits = detail::span_of(number, detail::is_digit);
    if (digits != 0 && digits + 1 < number.size() && number[digits] == '/')
      return std::string(number.substr(digits + 1));
  }
  for (const std::string_view mark : {"/releases/tag/", "/-/tags/", "/-/releases/"}) {
    const std::size_t found = link.find(mark);
    if (found == std::string_view::npos) continue;
    const std::string_view tag = link.substr(found + mark.size());
    std::string decoded = detail::percent_decoded(tag.substr(0, tag.find_first_of("?#")));
    if (detail::utf8_fault(decoded) == std::string_view::npos) return decoded;
  }
  return {};
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_ATOM_HPP

// =========================================================================================== maintkit/feed/git_refs.hpp

// What `git ls-remote --tags` prints: HASH<TAB>refs/tags/NAME, one line a ref. A tag is a release; git says neither
// dates nor anything else of it.
//
//   8538d1c074886af16ff10c64e40f28a876ce7b1c  refs/tags/v2025.2.1
//   e618f06fd4d3c9f43d61cd93f9c0ef035f412aa7  refs/tags/v2025.2.1^{}      the commit of an annotated tag: same release
#ifndef MAINTKIT_FEED_GIT_REFS_HPP
#define MAINTKIT_FEED_GIT_REFS_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Refs that are no tags are passed by. Every line must end with a newline, as git writes it: a document that was cut
// inside a line is incomplete. A name that git check-ref-format(1) forbids, or that is not UTF-8, is malformed.
parsed<document> read_git_refs(std::string_view whole, const limits& most = {});

// Does the document begin with a hash of 40 or 64 digits (SHA-1, SHA-256) and a tab?
constexpr bool looks_like_git_refs(std::string_view first_kib);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// The length of the hash at the front, or 0 where there is none that git writes.
constexpr std::size_t git_hash(std::string_view line) {
  const std::size_t n = span_of(line, [](char c) { return hex_value(c) >= 0; });
  return n == 40 || n == 64 ? n : 0;
}

// git check-ref-format(1), rules 4 and 5: no control byte, no blank, none of ~ ^ : ? * [ \.
constexpr bool is_ref_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7f && std::string_view("~^:?*[\\").find(c) == std::string_view::npos;
}

// The name of the ref that a line ends with, without "^{}". Offsets of errors count from the start of the line.
constexpr parsed<std::string_view> git_ref_name(std::string_view line) {
  const std::size_t hash = git_hash(line);
  if (hash == 0) return parse_error{errc::malformed, "a hash of 40 or 64 hexadecimal digits", 0, line.size()};
  if (hash == line.size() || line[hash] != '\t') return parse_error{errc::malformed, "a tab", hash, 1};
  std::string_view name = line.substr(hash + 1);
  if (ends_with(name, "^{}")) name.remove_suffix(3);
  const std::size_t good = span_of(name, is_ref_byte);
  if (good < name.size()) return parse_error{errc::malformed, "a byte that refs may hold", hash + 1 + good, 1};
  if (name.empty() || name.back() == '/') return parse_error{errc::malformed, "a ref's name", line.size(), 0};
  const std::size_t fault = utf8_fault(name);
  if (fault != std::string_view::npos) return parse_error{errc::malformed, "UTF-8", hash + 1 + fault, 1};
  return name;
}

// git lists refs by name, so the two lines of an annotated tag are neighbours.
inline void add_tag(std::vector<release>& releases, std::string_view tag) {
  if (!releases.empty() && releases.back().tag == tag) return;
  release& one = releases.emplace_back();
  one.tag = tag;
  one.version = version_in_tag(tag);
}

}  // namespace detail

constexpr bool looks_like_git_refs(std::string_view first_kib) {
  const std::size_t hash = detail::git_hash(first_kib);
  return hash != 0 && hash < first_kib.size() && first_kib[hash] == '\t';
}

inline parsed<document> read_git_refs(std::string_view whole, const limits& most) {
  constexpr std::string_view tags = "refs/tags/";
  if (whole.size() > most.bytes) return parse_error{errc::limit, "a smaller document", most.bytes, 0};
  if (whole.empty()) return parse_error{errc::incomplete, "a line", 0, 0};
  document out{format::git_refs, {}, {}};
  for (std::size_t at = 0, stop = 0; at < whole.size(); at = stop + 1) {
    stop = whole.find('\n', at);
    if (stop == std::string_view::npos) return parse_error{errc::incomplete, "a newline", whole.size(), 0};
    const parsed<std::string_view> name = detail::git_ref_name(whole.substr(at, stop - at));
    if (!name)
      return parse_error{name.error().code, name.error().expected, at + name.error().offset, name.error().length};
    if (name->size() > most.field) return parse_error{errc::limit, "a shorter name", at, stop - at};
    if (detail::starts_with(*name, tags)) detail::add_tag(out.releases, name->substr(tags.size()));
    if (out.releases.size() > most.releases) return parse_error{errc::limit, "fewer tags", at, stop - at};
  }
  return out;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_GIT_REFS_HPP

// ============================================================================================= maintkit/version/key.hpp

// The byte strings that versions are ordered by. Every scheme writes a version as bytes whose plain order (memcmp) is
// the scheme's order; no version's bytes are the beginning of another's, and equal versions have equal bytes. The first
// 32 of them, held in four words, are the `key` inside every parsed version: two versions are compared by comparing
// words, and only where both are longer and agree so far is their text read again.
//
//   packer p;  put_number(p, {0x00, 0xff}, 2025);  key k = p.finish();   // f7+2 07 e9
#ifndef MAINTKIT_VERSION_KEY_HPP
#define MAINTKIT_VERSION_KEY_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

// The beginning of a version's bytes, as big-endian words, padded with zeros.
struct key {
  static constexpr std::size_t bytes = 32;

  std::uint64_t words[4] = {};
  bool longer = false;  // more bytes follow: equal words do not prove equality
};

// Writes bytes into a key, and counts the ones that do not fit.
class packer {
 public:
  constexpr void put(unsigned byte) noexcept;
  constexpr key finish() const noexcept;

 private:
  key key_;
  std::uint64_t word_ = 0;
  std::size_t size_ = 0;
};

// Writes all bytes to a string.
struct appender {
  std::string& out;
  void put(unsigned byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); }
};

// A number of any length: its digits without leading zeros (none for 0), and its value while that fits.
struct number {
  static constexpr std::size_t fits = 19;  // digits that any 64-bit word can hold

  std::string_view digits;
  std::uint64_t value = 0;

  constexpr bool is_zero() const noexcept { return digits.empty(); }
  constexpr bool is_long() const noexcept { return digits.size() > fits; }
  constexpr std::string_view text() const noexcept { return is_zero() ? std::string_view("0") : digits; }
};

// Takes the digits at the front of `rest`; 0 when there are none.
constexpr number take_number(std::string_view& rest) noexcept;

constexpr int compare(const number& a, const number& b) noexcept;

// Two texts by their bytes: -1, 0, 1.
constexpr int compare_bytes(std::string_view a, std::string_view b) noexcept;

// The first bytes that numbers may begin with where they stand; 9 of them say how long the number is:
//   first + n                     n itself, up to last - first - 9
//   last - 9 + k, k bytes         any other number of at most 19 digits, big-endian, k = 1 … 8
//   last, number {0, 255}, bytes  a longer one: how many digits it has, then two digits a byte
struct band {
  std::uint8_t first;
  std::uint8_t last;
};

template <class Sink>
constexpr void put_number(Sink& out, band in, const number& n);

// A run of letters and the like, in an order of `ranks`: each has two bytes, first + 2·rank where the run ends with it
// and one more where it goes on, so that a run stands before every longer run without a byte for its end.
template <class Sink>
constexpr void put_letter(Sink& out, std::uint8_t first, unsigned rank, bool goes_on);

// A table of one byte for each character.
struct byte_table {
  std::uint8_t of[256] = {};
  constexpr std::uint8_t operator[](char c) const noexcept { return of[static_cast<unsigned char>(c)]; }
};

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

template <class Sink>
constexpr void put_word(Sink& out, version::band in, std::uint64_t value) {
  if (value <= static_cast<unsigned>(in.last - in.first - 9)) {
    out.put(in.first + static_cast<unsigned>(value));
    return;
  }
  unsigned length = 1;
  while (length < 8 && value >> (8 * length) != 0) ++length;
  out.put(in.last - 9u + length);
  while (length-- > 0) out.put(static_cast<unsigned>(value >> (8 * length) & 0xff));
}

template <class Sink>
constexpr void put_digits(Sink& out, std::string_view digits) {
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const unsigned low = i + 1 < digits.size() ? static_cast<unsigned>(digits[i + 1] - '0') : 0;
    out.put(static_cast<unsigned>(digits[i] - '0') << 4 | low);
  }
}

}  // namespace detail

namespace version {

constexpr void packer::put(unsigned byte) noexcept {
  word_ = word_ << 8 | byte;
  if (++size_ % 8 == 0 && size_ <= key::bytes) key_.words[size_ / 8 - 1] = word_;
}

constexpr key packer::finish() const noexcept {
  key whole = key_;
  if (size_ < key::bytes && size_ % 8 != 0) whole.words[size_ / 8] = word_ << (64 - 8 * (size_ % 8));
  whole.longer = size_ > key::bytes;
  return whole;
}

constexpr number take_number(std::string_view& rest) noexcept {
  const char* at = rest.data();
  const char* const end = at + rest.size();
  while (at != end && *at == '0') ++at;
  const char* const first = at;
  std::uint64_t value = 0;
  for (; at != end && detail::is_digit(*at); ++at) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
  rest.remove_prefix(static_cast<std::size_t>(at - rest.data()));
  return {std::string_view(first, static_cast<std::size_t>(at - first)), value};
}

constexpr int compare_bytes(std::string_view a, std::string_view b) noexcept {
  const int order = a.compare(b);
  return (order > 0) - (order < 0);
}

constexpr int compare(const number& a, const number& b) noexcept {
  if (!a.is_long() && !b.is_long()) return (a.value > b.value) - (a.value < b.value);
  if (a.digits.size() != b.digits.size()) return a.digits.size() < b.digits.size() ? -1 : 1;
  return compare_bytes(a.digits, b.digits);
}

template <class Sink>
constexpr void put_number(Sink& out, band in, const number& n) {
  if (!n.is_long()) return detail::put_word(out, in, n.value);
  out.put(in.last);
  detail::put_word(out, {0, 255}, n.digits.size());
  detail::put_digits(out, n.digits);
}

template <class Sink>
constexpr void put_letter(Sink& out, std::uint8_t first, unsigned rank, bool goes_on) {
  out.put(first + 2 * rank + (goes_on ? 1u : 0u));
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_KEY_HPP

// ========================================================================================== maintkit/version/scheme.hpp

// The six schemes by name, and the one form a version of any of them takes once it is read: where it stands among the
// others (a key) and its text, which is not copied.
//
//   constexpr auto v = maintkit::version::deb::parse("1:2.36-9+deb12u7");   v->text(), v->in() == scheme::deb
#ifndef MAINTKIT_VERSION_SCHEME_HPP
#define MAINTKIT_VERSION_SCHEME_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

enum class scheme : std::uint8_t {
  semver,   // Semantic Versioning 2.0.0: "1.2.3-rc.1+build"
  calver,   // YEAR.NUMBER.PATCH: "2025.2.1", "v2025.2.1rc1"
  pep440,   // Python: "1!2.0.post1.dev2+local"
  deb,      // Debian: "1:2.36-9+deb12u7", as dpkg orders it
  rpm,      // EVR: "1:2.0~rc1^git2-3.fc40", as rpm orders it
  generic,  // whatever upstreams write, in the order of libversion
};

inline constexpr scheme schemes[] = {scheme::semver, scheme::calver, scheme::pep440,
                                     scheme::deb,    scheme::rpm,    scheme::generic};

// "semver", "calver", "pep440", "deb", "rpm", "generic".
constexpr std::string_view to_string(scheme s) noexcept;
constexpr std::optional<scheme> scheme_of(std::string_view name) noexcept;

// A version that was read. It views its text, which must outlive it. A default one is less than every other.
class value {
 public:
  constexpr value() = default;
  constexpr value(scheme s, std::string_view text, const key& k) noexcept : key_(k), text_(text), scheme_(s) {}

  constexpr std::string_view text() const noexcept { return text_; }  // as it was given
  constexpr scheme in() const noexcept { return scheme_; }
  constexpr const key& order() const noexcept { return key_; }

 private:
  key key_;
  std::string_view text_;
  scheme scheme_ = scheme::semver;
};

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

inline constexpr std::string_view scheme_names[] = {"semver", "calver", "pep440", "deb", "rpm", "generic"};

// A place in a version's text, for readers that say where and why they stopped.
struct version_reader {
  std::string_view text;
  std::size_t at = 0;

  constexpr bool at_end() const noexcept { return at == text.size(); }
  constexpr std::string_view rest() const noexcept { return text.substr(at); }

  // The next character; NUL at the end, which stands in no version.
  constexpr char peek(std::size_t ahead = 0) const noexcept {
    return ahead < text.size() - at ? text[at + ahead] : '\0';
  }
  constexpr bool take(char c) noexcept {
    if (at_end() || text[at] != c) return false;
    ++at;
    return true;
  }
  template <class Predicate>
  constexpr std::string_view take_while(Predicate accept) noexcept {
    const std::size_t first = at;
    while (at < text.size() && accept(text[at])) ++at;
    return text.substr(first, at - first);
  }
  constexpr version::number take_number() noexcept {
    std::string_view behind = rest();
    const version::number n = version::take_number(behind);
    at = text.size() - behind.size();
    return n;
  }

  // What to report where the reader stands: too short a text, or the character that should not be there.
  constexpr parse_error expected(const char* what) const noexcept {
    if (at_end()) return {errc::incomplete, what, at, 0};
    const std::size_t length = utf8_sequence(rest());
    return {errc::malformed, what, at, length == 0 ? 1 : length};
  }
};

}  // namespace detail

namespace version {

constexpr std::string_view to_string(scheme s) noexcept { return detail::scheme_names[static_cast<std::size_t>(s)]; }

constexpr std::optional<scheme> scheme_of(std::string_view name) noexcept {
  for (const scheme s : schemes) {
    if (to_string(s) == name) return s;
  }
  return std::nullopt;
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_SCHEME_HPP

// ========================================================================================== maintkit/version/pep440.hpp

// Python versions: [N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local], in every spelling that PEP 440 allows ("v1.0-RC_2",
// "1.0-1", blanks around), read and ordered as the `packaging` library does.
//
//   pep440::compare("1.0.dev1", "1.0a1") < 0      pep440::normal(" V1.0-preview_2\n") == "1.0rc2"
#ifndef MAINTKIT_VERSION_PEP440_HPP
#define MAINTKIT_VERSION_PEP440_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace pep440 {

enum class phase : std::uint8_t { alpha, beta, candidate, none };

// What stands behind the release numbers. A number that was left out is 0 ("1.0a", "1.0.post", "1.0dev").
struct suffix {
  phase pre = phase::none;
  bool has_post = false;
  bool has_dev = false;
  number pre_number;
  number post;
  number dev;
};

struct parts {
  number epoch;
  std::string_view release;  // "1.02.0", as it was written
  suffix behind;
  std::string_view local;  // without its '+'
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// The order of two valid texts.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

// A pre-release or a development release.
constexpr bool is_prerelease(std::string_view text) noexcept;

// What str(packaging.version.Version(text)) gives. Zeros at the end of the release stay.
inline std::string normal(std::string_view text);

// Reads a, b, rc, post and dev parts in all their spellings, as far as they go.
constexpr suffix read_suffix(detail::version_reader& in) noexcept;

// The bytes of `v`: epoch; release numbers without zeros at their end, 0x01; phase (0x01 for nothing but dev, 0x02 a,
// 0x03 b, 0x04 rc, each but the first with a number; 0x05 none); post number or 0x01; dev number or 0xff; local words
// and numbers, 0x01.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);
template <class Sink>
constexpr void encode(const suffix& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace pep440
}  // namespace version

namespace detail {

inline constexpr version::band pep440_any{0x00, 0xff};     // epoch, pre-release number
inline constexpr version::band pep440_number{0x02, 0xff};  // release and post numbers, above 0x01 for none
inline constexpr version::band pep440_dev{0x00, 0xfe};     // below 0xff for none
inline constexpr version::band pep440_local{0x4a, 0xff};   // above words
inline constexpr std::uint8_t pep440_letters = 0x02;       // 36 characters, two bytes each
inline constexpr unsigned pep440_end = 0x01;
inline constexpr unsigned pep440_no_dev = 0xff;

// What Python's \s matches in ASCII.
constexpr bool is_python_space(char c) { return is_space(c) || (c >= '\x1c' && c <= '\x1f'); }
constexpr bool is_joint(char c) { return c == '-' || c == '_' || c == '.'; }

struct phase_word {
  std::string_view word;
  version::pep440::phase phase;
};
// The longest first, where one begins with another.
inline constexpr phase_word phase_words[] = {
    {"alpha", version::pep440::phase::alpha},       {"a", version::pep440::phase::alpha},
    {"beta", version::pep440::phase::beta},         {"b", version::pep440::phase::beta},
    {"preview", version::pep440::phase::candidate}, {"pre", version::pep440::phase::candidate},
    {"rc", version::pep440::phase::candidate},      {"c", version::pep440::phase::candidate},
};
inline constexpr std::string_view post_words[] = {"post", "rev", "r"};

constexpr bool begins_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && equal_ignoring_case(text.substr(0, word.size()), word);
}

// Steps over `[-_.]? word [-_.]?` if it stands there.
constexpr bool take_joined(version_reader& in, std::string_view word) noexcept {
  const std::size_t joint = is_joint(in.peek()) ? 1 : 0;
  if (!begins_with_word(in.rest().substr(joint), word)) return false;
  in.at += joint + word.size();
  if (is_joint(in.peek())) ++in.at;
  return true;
}

// `-N`, or one of the words; the reader then stands at the number.
constexpr bool take_post(version_reader& in) noexcept {
  if (in.peek() == '-' && is_digit(in.peek(1))) {
    ++in.at;
    return true;
  }
  for (const std::string_view word : post_words) {
    if (take_joined(in, word)) return true;
  }
  return false;
}

// Local segments: words before numbers, case and the kind of separator do not count.
constexpr std::string_view take_segment(std::string_view& rest) noexcept {
  const std::string_view segment = rest.substr(0, span_of(rest, is_alnum));
  rest.remove_prefix(segment.size() < rest.size() ? segment.size() + 1 : segment.size());
  return segment;
}

constexpr bool is_all_digits(std::string_view text) { return !text.empty() && span_of(text, is_digit) == text.size(); }

constexpr unsigned local_rank(char c) {
  return is_digit(c) ? static_cast<unsigned>(c - '0') : 10u + static_cast<unsigned>(lower(c) - 'a');
}

constexpr int compare_segment(std::string_view a, std::string_view b) noexcept {
  const bool numeric = is_all_digits(a);
  if (numeric != is_all_digits(b)) return numeric ? 1 : -1;
  if (numeric) return version::compare(version::take_number(a), version::take_number(b));
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return lower(a[i]) < lower(b[i]) ? -1 : 1;
  }
  return static_cast<int>(a.size() > b.size()) - static_cast<int>(a.size() < b.size());
}

constexpr int compare_local(std::string_view a, std::string_view b) noexcept {
  while (!a.empty() && !b.empty()) {
    if (const int order = compare_segment(take_segment(a), take_segment(b)); order != 0) return order;
  }
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

// Release numbers; one that was left out is 0.
constexpr int compare_release(std::string_view a, std::string_view b) noexcept {
  while (!a.empty() || !b.empty()) {
    std::string_view x = take_until(a, '.');
    std::string_view y = take_until(b, '.');
    if (const int order = version::compare(version::take_number(x), version::take_number(y)); order != 0) return order;
  }
  return 0;
}

// What may follow the parts that were read.
constexpr const char* behind_pep440(const version::pep440::parts& v) {
  if (!v.local.empty()) return "a letter or digit of the local version, or the end";
  if (v.behind.has_dev) return "'+' or the end";
  if (v.behind.has_post) return "dev, '+' or the end";
  if (v.behind.pre != version::pep440::phase::none) return "post, dev, '+' or the end";
  return "a, b, rc, post, dev, '+' or the end";
}

// 0 for nothing but dev, which comes before every pre-release.
constexpr int pep440_stage(const version::pep440::suffix& s) {
  if (s.pre == version::pep440::phase::none && !s.has_post && s.has_dev) return 0;
  return 1 + static_cast<int>(s.pre);
}

constexpr int compare_suffix(const version::pep440::suffix& a, const version::pep440::suffix& b) noexcept {
  if (pep440_stage(a) != pep440_stage(b)) return pep440_stage(a) < pep440_stage(b) ? -1 : 1;
  if (const int order = version::compare(a.pre_number, b.pre_number); order != 0) return order;
  if (a.has_post != b.has_post) return a.has_post ? 1 : -1;
  if (const int order = version::compare(a.post, b.post); order != 0) return order;
  if (a.has_dev != b.has_dev) return a.has_dev ? -1 : 1;
  return version::compare(a.dev, b.dev);
}

}  // namespace detail

namespace version {
namespace pep440 {

constexpr suffix read_suffix(detail::version_reader& in) noexcept {
  suffix s;
  for (const detail::phase_word& row : detail::phase_words) {
    if (!detail::take_joined(in, row.word)) continue;
    s.pre = row.phase;
    s.pre_number = in.take_number();
    break;
  }
  s.has_post = detail::take_post(in);
  if (s.has_post) s.post = in.take_number();
  s.has_dev = detail::take_joined(in, "dev");
  if (s.has_dev) s.dev = in.take_number();
  return s;
}

constexpr parsed<parts> split(std::string_view text) noexcept {
  detail::version_reader in{text};
  in.take_while(detail::is_python_space);
  std::size_t stop = text.size();
  while (stop > in.at && detail::is_python_space(text[stop - 1])) --stop;
  in.text = text.substr(0, stop);
  if (detail::lower(in.peek()) == 'v') ++in.at;

  parts v;
  if (!detail::is_digit(in.peek())) return in.expected("a digit of the release");
  std::size_t first = in.at;
  const number lead = in.take_number();
  if (in.take('!')) {
    v.epoch = lead;
    first = in.at;
    if (!detail::is_digit(in.peek())) return in.expected("a digit of the release behind the epoch");
    in.take_while(detail::is_digit);
  }
  while (in.peek() == '.' && detail::is_digit(in.peek(1))) {
    ++in.at;
    in.take_while(detail::is_digit);
  }
  v.release = in.text.substr(first, in.at - first);
  if (!in.at_end()) v.behind = read_suffix(in);
  if (in.take('+')) {
    first = in.at;
    do {
      if (!detail::is_alnum(in.peek())) return in.expected("a letter or digit of the local version");
      in.take_while(detail::is_alnum);
    } while (detail::is_joint(in.peek()) && ++in.at != 0);
    v.local = in.text.substr(first, in.at - first);
  }
  if (!in.at_end()) return in.expected(detail::behind_pep440(v));
  return v;
}

template <class Sink>
constexpr void encode(const suffix& v, Sink& out) {
  const int stage = detail::pep440_stage(v);
  out.put(static_cast<unsigned>(1 + stage));
  if (v.pre != phase::none) put_number(out, detail::pep440_any, v.pre_number);
  if (v.has_post) {
    put_number(out, detail::pep440_number, v.post);
  } else {
    out.put(detail::pep440_end);
  }
  if (v.has_dev) {
    put_number(out, detail::pep440_dev, v.dev);
  } else {
    out.put(detail::pep440_no_dev);
  }
}

template <class Sink>
constexpr void encode(const parts& v, Sink& out) {
  put_number(out, detail::pep440_any, v.epoch);
  std::size_t zeros = 0;
  for (std::string_view rest = v.release; !rest.empty();) {
    std::string_view digits = detail::take_until(rest, '.');
    const number n = take_number(digits);
    if (n.is_zero()) {
      ++zeros;
      continue;
    }
    for (; zeros > 0; --zeros) put_number(out, detail::pep440_number, number());
    put_number(out, detail::pep440_number, n);
  }
  out.put(detail::pep440_end);
  encode(v.behind, out);
  for (std::string_view rest = v.local; !rest.empty();) {
    std::string_view segment = detail::take_segment(rest);
    if (detail::is_all_digits(segment)) {
      put_number(out, detail::pep440_local, take_number(segment));
      continue;
    }
    for (std::size_t i = 0; i < segment.size(); ++i) {
      put_letter(out, detail::pep440_letters, detail::local_rank(segment[i]), i + 1 < segment.size());
    }
  }
  out.put(detail::pep440_end);
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  if (!v) return v.error();
  packer bytes;
  encode(*v, bytes);
  return value(scheme::pep440, text, bytes.finish());
}

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  const parts x = *split(a);
  const parts y = *split(b);
  if (const int order = version::compare(x.epoch, y.epoch); order != 0) return order;
  if (const int order = detail::compare_release(x.release, y.release); order != 0) return order;
  if (const int order = detail::compare_suffix(x.behind, y.behind); order != 0) return order;
  return detail::compare_local(x.local, y.local);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && (v->behind.pre != phase::none || v->behind.has_dev);
}

}  // namespace pep440
}  // namespace version

namespace detail {

inline void append_suffix(std::string& out, const version::pep440::suffix& s) {
  constexpr std::string_view phases[] = {"a", "b", "rc"};
  if (s.pre != version::pep440::phase::none) {
    out += phases[static_cast<std::size_t>(s.pre)];
    out += s.pre_number.text();
  }
  if (s.has_post) (out += ".post") += s.post.text();
  if (s.has_dev) (out += ".dev") += s.dev.text();
}

}  // namespace detail

namespace version {
namespace pep440 {

inline std::string normal(std::string_view text) {
  const parsed<parts> v = split(text);
  if (!v) return std::string(text);
  std::string out;
  if (!v->epoch.is_zero()) (out += v->epoch.text()) += '!';
  for (std::string_view rest = v->release; !rest.empty();) {
    std::string_view digits = detail::take_until(rest, '.');
    out += take_number(digits).text();
    if (!rest.empty()) out += '.';
  }
  detail::append_suffix(out, v->behind);
  char joint = '+';
  for (std::string_view rest = v->local; !rest.empty(); joint = '.') {
    std::string_view segment = detail::take_segment(rest);
    out += joint;
    if (detail::is_all_digits(segment)) {
      out += take_number(segment).text();
    } else {
      for (const char c : segment) out += detail::lower(c);
    }
  }
  return out;
}

}  // namespace pep440
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_PEP440_HPP

// ========================================================================================== maintkit/version/calver.hpp

// Calendar versions, YEAR.NUMBER[.PATCH], as pretalx and many others count: the number restarts at 1 with each year,
// the patch at 0 with each number. Perhaps a "v" in front, perhaps a pre-release behind ("2025.2.0rc1",
// "2025.2.0.dev3", spelled as in PEP 440). Zeros in front of a number do not count. The SemVer tags that a project had
// before ("v2.3.1") are read too and stand below.
//
//   constexpr auto v = *calver::parse("v2025.02.1");      calver::is_bugfix_release(v), calver::line(v) is {2025, 2}
#ifndef MAINTKIT_VERSION_CALVER_HPP
#define MAINTKIT_VERSION_CALVER_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace calver {

struct parts {
  number core[3];         // year, number, patch
  pep440::suffix behind;  // phase and dev; never a post release
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// The order of two valid texts.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

constexpr bool is_prerelease(std::string_view text) noexcept;

// "2025.2.1": no "v", no leading zeros, the patch always there.
inline std::string normal(std::string_view text);

// A release line, in which only patches come: 2025.2.
struct release_line {
  version::number year;
  version::number number;
};
constexpr bool operator==(const release_line& a, const release_line& b) noexcept;
constexpr bool operator!=(const release_line& a, const release_line& b) noexcept { return !(a == b); }
constexpr bool operator<(const release_line& a, const release_line& b) noexcept;

// Of calendar versions.
constexpr release_line line(const value& v) noexcept;
constexpr bool is_feature_release(const value& v) noexcept;  // patch 0, no pre-release: the first of its line
constexpr bool is_bugfix_release(const value& v) noexcept;   // a later patch

// The bytes of `v`: three numbers, then what PEP 440 has for the suffix.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace calver
}  // namespace version

namespace detail {

inline constexpr version::band calver_core{0x00, 0xff};
struct calver_part {
  const char* before;  // what stands before the number
  const char* digit;
};
inline constexpr calver_part calver_parts[] = {
    {"", "a digit of the year"},
    {"'.' and the number within the year", "a digit of the number within the year"},
};

// What may follow the numbers that were read.
constexpr const char* behind_calver(const version::pep440::suffix& s, bool patch) {
  if (s.pre != version::pep440::phase::none || s.has_dev) return "the end";
  return patch ? "a pre-release or the end" : "a patch number, a pre-release or the end";
}

}  // namespace detail

namespace version {
namespace calver {

constexpr parsed<parts> split(std::string_view text) noexcept {
  detail::version_reader in{text};
  if (detail::lower(in.peek()) == 'v') ++in.at;
  parts v;
  for (std::size_t i = 0; i < 2; ++i) {
    if (i > 0 && !in.take('.')) return in.expected(detail::calver_parts[i].before);
    if (!detail::is_digit(in.peek())) return in.expected(detail::calver_parts[i].digit);
    v.core[i] = in.take_number();
  }
  const bool patch = in.peek() == '.' && detail::is_digit(in.peek(1));
  if (patch) {
    ++in.at;
    v.core[2] = in.take_number();
  }
  const std::size_t behind = in.at;
  if (!in.at_end()) v.behind = pep440::read_suffix(in);
  if (v.behind.has_post) {
    return parse_error{errc::malformed, "a pre-release or the end", behind, in.at - behind};
  }
  if (!in.at_end()) return in.expected(detail::behind_calver(v.behind, patch));
  return v;
}

template <class Sink>
constexpr void encode(const parts& v, Sink& out) {
  for (const number& n : v.core) put_number(out, detail::calver_core, n);
  pep440::encode(v.behind, out);
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  if (!v) return v.error();
  packer bytes;
  encode(*v, bytes);
  return value(scheme::calver, text, bytes.finish());
}

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  const parts x = *split(a);
  const parts y = *split(b);
  for (std::size_t i = 0; i < 3; ++i) {
    if (const int order = version::compare(x.core[i], y.core[i]); order != 0) return order;
  }
  return detail::compare_suffix(x.behind, y.behind);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && (v->behind.pre != pep440::phase::none || v->behind.has_dev);
}

inline std::string normal(std::string_view text) {
  const parsed<parts> v = split(text);
  if (!v) return std::string(text);
  std::string out(v->core[0].text());
  (out += '.') += v->core[1].text();
  (out += '.') += v->core[2].text();
  detail::append_suffix(out, v->behind);
  return out;
}

constexpr bool operator==(const release_line& a, const release_line& b) noexcept {
  return version::compare(a.year, b.year) == 0 && version::compare(a.number, b.number) == 0;
}
constexpr bool operator<(const release_line& a, const release_line& b) noexcept {
  const int order = version::compare(a.year, b.year);
  return order != 0 ? order < 0 : version::compare(a.number, b.number) < 0;
}

constexpr release_line line(const value& v) noexcept {
  const parts p = *split(v.text());
  return {p.core[0], p.core[1]};
}

constexpr bool is_feature_release(const value& v) noexcept {
  return split(v.text())->core[2].is_zero() && !is_prerelease(v.text());
}

constexpr bool is_bugfix_release(const value& v) noexcept {
  return !split(v.text())->core[2].is_zero() && !is_prerelease(v.text());
}

}  // namespace calver
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_CALVER_HPP

// ========================================================================================== maintkit/version/debian.hpp

// Debian versions, [EPOCH:]UPSTREAM[-REVISION], read and ordered as dpkg does (deb-version(7) and dpkg 1.21).
//
//   debian::compare("1.0~rc1-1", "1.0-1") < 0      debian::compare("1.0", "1.0-0") == 0
//
// dpkg refuses some texts and warns of others, which it orders all the same ("v2.0"). parse() accepts what dpkg orders;
// warning() says what `dpkg --validate-version` would refuse besides.
#ifndef MAINTKIT_VERSION_DEBIAN_HPP
#define MAINTKIT_VERSION_DEBIAN_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace debian {

struct parts {
  std::uint32_t epoch = 0;    // at most 2147483647
  std::string_view upstream;  // not empty
  std::string_view revision;  // behind the last hyphen; empty means "0"
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// What dpkg warns of in a text that parse() accepts: upstream does not start with a digit, or a character that is not
// allowed where it stands.
constexpr std::optional<parse_error> warning(std::string_view text) noexcept;

// The order of two valid texts, from where they begin to differ.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

// Upstream holds a '~', which by custom marks what comes before the release (a '~' in the revision marks a backport).
constexpr bool is_prerelease(std::string_view text) noexcept;

// Without blanks around it, without an epoch of 0 that is not needed, and without an epoch's sign and zeros.
inline std::string normal(std::string_view text);

// The bytes of `v`: the epoch, then upstream and revision, each a sequence of characters and numbers (one at least; 0
// where a character is last) with 0x02 behind it. By Debian Policy 5.6.12: '~' 0x01, the end 0x02, numbers from 0x03,
// letters from 0xc3, then all others; the ones that dpkg warns of are two bytes.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace debian
}  // namespace version

namespace detail {

inline constexpr version::band debian_number{0x03, 0xc2};
inline constexpr unsigned debian_tilde = 0x01;
inline constexpr unsigned debian_end = 0x02;
inline constexpr std::uint32_t debian_epoch_most = 2147483647;  // INT_MAX, in dpkg's parseversion()

// The byte of each character but digits. Bytes from 0x80 stand between letters and the other characters: dpkg adds 256
// to a plain char, which is signed where the answers were recorded (amd64).
inline constexpr std::uint8_t debian_high = 0xf7;            // and the byte itself
inline constexpr std::uint8_t debian_below = 0xf8;           // before '+', and the byte itself
inline constexpr std::uint8_t debian_above = 0xff;           // behind ':', and the byte itself
inline constexpr std::string_view debian_others = "+,-./:";  // 0xf9 … 0xfe

constexpr version::byte_table debian_code_table() {
  version::byte_table table;
  for (unsigned c = 0; c < 256; ++c) {
    const char letter = static_cast<char>(static_cast<unsigned char>(c));
    std::uint8_t code = c >= 0x80 ? debian_high : c < '+' ? debian_below : debian_above;
    if (is_upper(letter)) code = static_cast<std::uint8_t>(0xc3 + (c - 'A'));
    if (is_lower(letter)) code = static_cast<std::uint8_t>(0xc3 + 26 + (c - 'a'));
    if (c >= '+' && c <= ':' && !is_digit(letter)) {
      code = static_cast<std::uint8_t>(0xf9 + debian_others.find(letter));
    }
    table.of[c] = letter == '~' ? static_cast<std::uint8_t>(debian_tilde) : code;
  }
  return table;
}
inline constexpr version::byte_table debian_code = debian_code_table();

constexpr bool is_debian_character(char c) { return is_alnum(c) || c == '.' || c == '+' || c == '~'; }
constexpr bool is_debian_upstream(char c) { return is_debian_character(c) || c == '-' || c == ':'; }

// dpkg's order of characters that are no digits: '~' before the end, the end (and digits) 0, letters, the rest.
constexpr int debian_weight(std::string_view text, std::size_t at) {
  if (at >= text.size() || is_digit(text[at])) return 0;
  const char c = text[at];
  if (c == '~') return -1;
  return is_alpha(c) ? c : static_cast<signed char>(c) + 256;
}

// Policy 5.6.12, "the sorting algorithm": characters up to the next digit, then a number, in turn.
constexpr int compare_debian_part(std::string_view a, std::string_view b) noexcept {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    while ((i < a.size() && !is_digit(a[i])) || (j < b.size() && !is_digit(b[j]))) {
      const int x = debian_weight(a, i);
      const int y = debian_weight(b, j);
      if (x != y) return x < y ? -1 : 1;
      ++i;
      ++j;
    }
    std::string_view p = a.substr((i < a.size() ? i : a.size()));
    std::string_view q = b.substr((j < b.size() ? j : b.size()));
    const int order = version::compare(version::take_number(p), version::take_number(q));
    if (order != 0) return order;
    i = a.size() - p.size();
    j = b.size() - q.size();
  }
  return 0;
}

template <class Sink>
constexpr void put_debian_part(Sink& out, std::string_view text) {
  do {
    while (!text.empty() && !is_digit(text.front())) {
      const char c = text.front();
      const std::uint8_t code = debian_code[c];
      out.put(code);
      if (code == debian_high || code == debian_below || code == debian_above) out.put(static_cast<unsigned char>(c));
      text.remove_prefix(1);
    }
    version::put_number(out, debian_number, version::take_number(text));
  } while (!text.empty());
  out.put(debian_end);
}

// "[+-]DIGITS:" at the front, as strtol() reads it; the reader stands behind it.
constexpr std::optional<parse_error> read_debian_epoch(version_reader& in, std::size_t colon, std::uint32_t& epoch) {
  const std::size_t start = in.at;
  in.take_while(is_space);
  const bool negative = in.peek() == '-';
  if (in.peek() == '+' || negative) ++in.at;
  const std::size_t digits = in.at;
  const version::number n = in.take_number();
  if (in.at == digits) return parse_error{errc::malformed, "a number as the epoch", start, colon - start};
  if (in.at != colon)
    return parse_error{errc::malformed, "nothing but digits before the epoch's ':'", in.at, colon - in.at};
  if (negative && !n.is_zero()) return parse_error{errc::malformed, "an epoch without '-'", start, colon - start};
  if (n.is_long() || n.value > debian_epoch_most) {
    return parse_error{errc::limit, "an epoch of at most 2147483647", start, colon - start};
  }
  epoch = static_cast<std::uint32_t>(n.value);
  ++in.at;
  return std::nullopt;
}

}  // namespace detail

namespace version {
namespace debian {

constexpr parsed<parts> split(std::string_view text) noexcept {
  detail::version_reader in{text};
  in.take_while(detail::is_blank);
  std::size_t stop = text.size();
  while (stop > in.at && detail::is_blank(text[stop - 1])) --stop;
  in.text = text.substr(0, stop);
  if (in.at_end()) return in.expected("a version");
  if (const std::size_t bad = in.rest().find_first_of(std::string_view(" \t\0", 3)); bad != std::string_view::npos) {
    return parse_error{errc::malformed, "no blank or NUL inside", in.at + bad, 1};
  }
  parts v;
  if (const std::size_t colon = in.text.find(':', in.at); colon != std::string_view::npos) {
    if (const auto fault = detail::read_debian_epoch(in, colon, v.epoch)) return *fault;
    if (in.at_end()) return in.expected("a version behind the epoch");
  }
  v.upstream = in.rest();
  if (const std::size_t hyphen = v.upstream.rfind('-'); hyphen != std::string_view::npos) {
    v.revision = v.upstream.substr(hyphen + 1);
    v.upstream = v.upstream.substr(0, hyphen);
    if (v.revision.empty()) return parse_error{errc::incomplete, "a revision behind '-'", stop, 0};
    if (v.upstream.empty()) return parse_error{errc::malformed, "an upstream version before '-'", in.at, 1};
  }
  return v;
}

constexpr std::optional<parse_error> warning(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  if (!v) return std::nullopt;
  const auto offset = [&](std::string_view part) { return static_cast<std::size_t>(part.data() - text.data()); };
  if (!detail::is_digit(v->upstream.front())) {
    return parse_error{errc::malformed, "a digit at the start of the upstream version", offset(v->upstream), 1};
  }
  if (const std::size_t n = detail::span_of(v->upstream, detail::is_debian_upstream); n < v->upstream.size()) {
    return parse_error{errc::malformed, "a letter, a digit or one of . + - ~ : in the upstream version",
                       offset(v->upstream) + n, 1};
  }
  if (const std::size_t n = detail::span_of(v->revision, detail::is_debian_character); n < v->revision.size()) {
    return parse_error{errc::malformed, "a letter, a digit or one of . + ~ in the revision", offset(v->revision) + n,
                       1};
  }
  return std::nullopt;
}

template <class Sink>
constexpr void encode(const parts& v, Sink& out) {
  detail::put_word(out, detail::debian_number, v.epoch);
  detail::put_debian_part(out, v.upstream);
  detail::put_debian_part(out, v.revision);
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  if (!v) return v.error();
  packer bytes;
  encode(*v, bytes);
  return value(scheme::deb, text, bytes.finish());
}

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  const parts x = *split(a);
  const parts y = *split(b);
  if (x.epoch != y.epoch) return x.epoch < y.epoch ? -1 : 1;
  const int order = detail::compare_debian_part(x.upstream, y.upstream);
  return order != 0 ? order : detail::compare_debian_part(x.revision, y.revision);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && v->upstream.find('~') != std::string_view::npos;
}

inline std::string normal(std::string_view text) {
  const parsed<parts> v = split(text);
  if (!v) return std::string(text);
  const bool bare = v->epoch == 0 && v->upstream.find(':') == std::string_view::npos;
  std::string out = bare ? std::string() : std::to_string(v->epoch) + ":";
  out += v->upstream;
  if (!v->revision.empty()) (out += '-') += v->revision;
  return out;
}

}  // namespace debian
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_DEBIAN_HPP

// ========================================================================================= maintkit/version/generic.hpp

// Whatever upstreams write, in the order of libversion (the one Repology uses). Any text has a place.
//
//   generic::compare("1.0rc1", "1.0") < 0      generic::compare("1.0", "1") == 0      generic::compare("1.0a", "1.0") >
//   0
//
// A text is numbers and words; all else separates them. Missing numbers are 0. Case and all but the first letter of a
// word do not count. At each place: pre-release words < 0 < post-release words < numbers < letter suffixes.
#ifndef MAINTKIT_VERSION_GENERIC_HPP
#define MAINTKIT_VERSION_GENERIC_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace generic {

// Fails on NUL bytes only.
constexpr parsed<value> parse(std::string_view text) noexcept;

constexpr int compare(std::string_view a, std::string_view b) noexcept;

// A pre-release word stands behind a number.
constexpr bool is_prerelease(std::string_view text) noexcept;

// Every text is its own normal form.
inline std::string normal(std::string_view text) { return std::string(text); }

// In libversion's order. A word that is none of its known ones is `pre`; directly behind a number and with no number
// directly behind it ("1.0a", not "1.0a1"), it is a `suffix`.
enum class rank : std::uint8_t { pre, zero, post, nonzero, suffix };

struct component {
  generic::rank rank = generic::rank::zero;
  char letter = 0;  // of a word, lower case
  number value;
};

// Takes the text apart. Behind the end there are zeros without end.
class reader {
 public:
  constexpr explicit reader(std::string_view text) noexcept : rest_(text) { skip_separators(); }
  constexpr bool at_end() const noexcept { return rest_.empty(); }
  constexpr component next() noexcept;

 private:
  constexpr void skip_separators() noexcept;

  std::string_view rest_;
  bool behind_number_ = false;
};

// The bytes of a text: pre-release letters from 0x01, end 0x1c, post-release 0x1e and 0x1f, numbers from 0x20, letter
// suffixes from 0xe6. A zero is 0x1b before a pre-release word and 0x1d before the rest; zeros at the end are left out.
template <class Sink>
constexpr void encode(std::string_view text, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace generic
}  // namespace version

namespace detail {

inline constexpr unsigned generic_pre = 0x01;  // and 25 more
inline constexpr unsigned generic_low_zero = 0x1b;
inline constexpr unsigned generic_end = 0x1c;
inline constexpr unsigned generic_high_zero = 0x1d;
inline constexpr unsigned generic_post = 0x1e;  // for "errata", one more for "patch", "pl" and "post"
inline constexpr version::band generic_number{0x20, 0xe5};
inline constexpr unsigned generic_suffix = 0xe6;

struct generic_word {
  std::string_view word;
  bool whole;  // or just the beginning of a word
  version::generic::rank rank;
};
inline constexpr generic_word generic_words[] = {
    {"alpha", true, version::generic::rank::pre},  {"beta", true, version::generic::rank::pre},
    {"rc", true, version::generic::rank::pre},     {"pre", false, version::generic::rank::pre},
    {"post", false, version::generic::rank::post}, {"patch", false, version::generic::rank::post},
    {"pl", true, version::generic::rank::post},    {"errata", true, version::generic::rank::post},
};

constexpr version::generic::rank generic_rank(std::string_view word, version::generic::rank unknown) {
  for (const generic_word& row : generic_words) {
    if (row.whole ? word.size() != row.word.size() : word.size() < row.word.size()) continue;
    if (equal_ignoring_case(word.substr(0, row.word.size()), row.word)) return row.rank;
  }
  return unknown;
}

}  // namespace detail

namespace version {
namespace generic {

constexpr void reader::skip_separators() noexcept {
  const std::size_t n = detail::span_of(rest_, [](char c) { return !detail::is_alnum(c); });
  if (n > 0) behind_number_ = false;
  rest_.remove_prefix(n);
}

constexpr component reader::next() noexcept {
  component c;
  if (at_end()) return c;
  if (detail::is_digit(rest_.front())) {
    c.value = take_number(rest_);
    c.rank = c.value.is_zero() ? rank::zero : rank::nonzero;
    behind_number_ = true;
  } else {
    const std::string_view word = rest_.substr(0, detail::span_of(rest_, detail::is_alpha));
    rest_.remove_prefix(word.size());
    const bool before_number = !rest_.empty() && detail::is_digit(rest_.front());
    c.rank = detail::generic_rank(word, behind_number_ && !before_number ? rank::suffix : rank::pre);
    c.letter = detail::lower(word.front());
    behind_number_ = false;
  }
  skip_separators();
  return c;
}

template <class Sink>
constexpr void encode(std::string_view text, Sink& out) {
  std::size_t zeros = 0;
  for (reader in(text); !in.at_end();) {
    const component c = in.next();
    if (c.rank == rank::zero) {
      ++zeros;
      continue;
    }
    for (; zeros > 0; --zeros) out.put(c.rank == rank::pre ? detail::generic_low_zero : detail::generic_high_zero);
    const unsigned letter = static_cast<unsigned>(c.letter - 'a');
    switch (c.rank) {
      case rank::pre:
        out.put(detail::generic_pre + letter);
        break;
      case rank::post:
        out.put(detail::generic_post + (c.letter == 'p' ? 1u : 0u));
        break;
      case rank::suffix:
        out.put(detail::generic_suffix + letter);
        break;
      default:
        put_number(out, detail::generic_number, c.value);
    }
  }
  out.put(detail::generic_end);
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return parse_error{errc::malformed, "no NUL byte", nul, 1};
  }
  packer bytes;
  encode(text, bytes);
  return value(scheme::generic, text, bytes.finish());
}

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  reader x(a);
  reader y(b);
  while (!x.at_end() || !y.at_end()) {
    const component p = x.next();
    const component q = y.next();
    if (p.rank != q.rank) return p.rank < q.rank ? -1 : 1;
    if (p.letter != q.letter) return p.letter < q.letter ? -1 : 1;
    if (const int order = version::compare(p.value, q.value); order != 0) return order;
  }
  return 0;
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  bool numbered = false;
  for (reader in(text); !in.at_end();) {
    const component c = in.next();
    if (c.rank == rank::pre && numbered) return true;
    numbered = numbered || c.letter == 0;
  }
  return false;
}

}  // namespace generic
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_GENERIC_HPP

// ========================================================================================== maintkit/version/repair.hpp

// What people get wrong when they write a version, and what they meant. The repairs are tried in order, each upon what
// the ones before have made, until a scheme can read the text: version::suggest().
//
//   " v2025.02 "  blanks  "v2025.02"  'v'  "2025.02"  leading zeros  "2025.2"  a missing number  "2025.2.0"
#ifndef MAINTKIT_VERSION_REPAIR_HPP
#define MAINTKIT_VERSION_REPAIR_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

struct version_repair {
  std::string_view cause;
  std::string (*apply)(std::string_view);
};

// Longer texts are nothing that someone typed.
inline constexpr std::size_t repair_limit = 256;

std::string without_blanks(std::string_view text);
std::string without_prefix(std::string_view text);         // "v", "=", "v."
std::string without_closing_mark(std::string_view text);   // "1.0-", "1.0."
std::string without_leading_zeros(std::string_view text);  // of numbers between dots, hyphens and the ends
std::string with_three_numbers(std::string_view text);     // "1-rc.1" is "1.0.0-rc.1"

inline constexpr version_repair version_repairs[] = {
    {"blanks around it", without_blanks},
    {"a letter in front", without_prefix},
    {"nothing behind the last mark", without_closing_mark},
    {"leading zeros", without_leading_zeros},
    {"a missing number", with_three_numbers},
};

// ---------------------------------------------------------------------------------------------------------------------

inline std::string without_blanks(std::string_view text) { return std::string(trim(text)); }

inline std::string without_prefix(std::string_view text) {
  const std::size_t digit = span_of(text, [](char c) { return c == '=' || c == '.' || lower(c) == 'v'; });
  return std::string(digit < text.size() && is_digit(text[digit]) ? text.substr(digit) : text);
}

inline std::string without_closing_mark(std::string_view text) {
  while (text.size() > 1 && (text.back() == '-' || text.back() == '.' || text.back() == '+')) text.remove_suffix(1);
  return std::string(text);
}

inline std::string without_leading_zeros(std::string_view text) {
  const auto is_mark = [](char c) { return c == '.' || c == '-' || c == '+'; };
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = span_of(text.substr(at), [&](char c) { return !is_mark(c); });
    std::string_view word = text.substr(at, length);
    const bool numeric = span_of(word, is_digit) == word.size();
    while (numeric && word.size() > 1 && word.front() == '0') word.remove_prefix(1);
    out += word;
    at += length;
    if (at < text.size()) out += text[at++];
  }
  return out;
}

inline std::string with_three_numbers(std::string_view text) {
  const std::size_t length = span_of(text, [](char c) { return is_digit(c) || c == '.'; });
  std::string out(text.substr(0, length));
  std::size_t dots = 0;
  for (const char c : out) dots += c == '.';
  for (; dots < 2; ++dots) out += ".0";
  return out.append(text.substr(length));
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_REPAIR_HPP

// ============================================================================================= maintkit/version/rpm.hpp

// RPM's [EPOCH:]VERSION[-RELEASE], ordered as rpm does (rpm-version(7), rpm 4.18). The release stands behind the last
// hyphen; a missing one comes before every other.
//
//   rpm::compare("1.0~rc1-1", "1.0-1") < 0      rpm::compare("1.0^git1-1", "1.0-9") > 0      rpm::compare("1.0", "1_0")
//   == 0
//
// rpm orders any text; only blanks and control characters, which no package file name can hold, are refused here.
#ifndef MAINTKIT_VERSION_RPM_HPP
#define MAINTKIT_VERSION_RPM_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace rpm {

struct parts {
  number epoch;              // of any length: rpm compares it as text
  std::string_view version;  // may be empty
  std::string_view release;
  bool has_release = false;  // "1.0-" has an empty one, which is more than none
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// The order of two valid texts.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

// The version holds a '~', which marks what comes before the release.
constexpr bool is_prerelease(std::string_view text) noexcept;

// Without an epoch of 0 and without an epoch's leading zeros.
inline std::string normal(std::string_view text);

// The bytes of `v`: epoch, version, then 0x01 if there is no release, else the release. Version and release are runs of
// letters and numbers, '~' 0x02 < the end 0x03 < '^' 0x04 < letters < numbers; all else only separates.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace rpm
}  // namespace version

namespace detail {

inline constexpr version::band rpm_epoch{0x00, 0xff};
inline constexpr unsigned rpm_no_release = 0x01;
inline constexpr unsigned rpm_tilde = 0x02;
inline constexpr unsigned rpm_end = 0x03;
inline constexpr unsigned rpm_caret = 0x04;
inline constexpr std::uint8_t rpm_letters = 0x05;  // 52, two bytes each
inline constexpr version::band rpm_number{0x6d, 0xff};

constexpr bool is_rpm_separator(char c) { return !is_alnum(c) && c != '~' && c != '^'; }
constexpr bool is_printable(char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7f'; }

constexpr void skip_rpm_separators(std::string_view& rest) noexcept {
  rest.remove_prefix(span_of(rest, is_rpm_separator));
}

// What stands at the front, in the order that rpm gives it.
enum class rpm_token : std::uint8_t { tilde, end, caret, letters, digits };

constexpr rpm_token rpm_token_at(std::string_view rest) noexcept {
  if (rest.empty()) return rpm_token::end;
  if (rest.front() == '~') return rpm_token::tilde;
  if (rest.front() == '^') return rpm_token::caret;
  return is_digit(rest.front()) ? rpm_token::digits : rpm_token::letters;
}

constexpr std::string_view take_letters(std::string_view& rest) noexcept {
  const std::string_view run = rest.substr(0, span_of(rest, is_alpha));
  rest.remove_prefix(run.size());
  return run;
}

constexpr int compare_rpm_part(std::string_view a, std::string_view b) noexcept {
  for (;;) {
    skip_rpm_separators(a);
    skip_rpm_separators(b);
    const rpm_token x = rpm_token_at(a);
    const rpm_token y = rpm_token_at(b);
    if (x != y) return x < y ? -1 : 1;
    int order = 0;
    switch (x) {
      case rpm_token::end:
        return 0;
      case rpm_token::digits:
        order = version::compare(version::take_number(a), version::take_number(b));
        break;
      case rpm_token::letters:
        order = version::compare_bytes(take_letters(a), take_letters(b));
        break;
      default:
        a.remove_prefix(1), b.remove_prefix(1);
    }
    if (order != 0) return order;
  }
}

template <class Sink>
constexpr void put_rpm_letters(Sink& out, std::string_view run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    const unsigned rank = static_cast<unsigned>(is_upper(run[i]) ? run[i] - 'A' : run[i] - 'a' + 26);
    version::put_letter(out, rpm_letters, rank, i + 1 < run.size());
  }
}

template <class Sink>
constexpr void put_rpm_part(Sink& out, std::string_view text) {
  for (;;) {
    skip_rpm_separators(text);
    switch (rpm_token_at(text)) {
      case rpm_token::end:
        return out.put(rpm_end);
      case rpm_token::digits:
        version::put_number(out, rpm_number, version::take_number(text));
        break;
      case rpm_token::letters:
        put_rpm_letters(out, take_letters(text));
        break;
      default:
        out.put(text.front() == '~' ? rpm_tilde : rpm_caret), text.remove_prefix(1);
    }
  }
}

}  // namespace detail

namespace version {
namespace rpm {

constexpr parsed<parts> split(std::string_view text) noexcept {
  detail::version_reader in{text};
  if (in.at_end()) return in.expected("a version");
  if (const std::size_t good = detail::span_of(text, detail::is_printable); good < text.size()) {
    return parse_error{errc::malformed, "no blank or control character", good, 1};
  }
  parts v;
  const number lead = in.take_number();
  if (in.take(':')) {
    v.epoch = lead;
    text = in.rest();
  }
  v.version = text;
  if (const std::size_t hyphen = text.rfind('-'); hyphen != std::string_view::npos) {
    v.version = text.substr(0, hyphen);
    v.release = text.substr(hyphen + 1);
    v.has_release = true;
  }
  return v;
}

template <class Sink>
constexpr void encode(const parts& v, Sink& out) {
  put_number(out, detail::rpm_epoch, v.epoch);
  detail::put_rpm_part(out, v.version);
  if (!v.has_release) return out.put(detail::rpm_no_release);
  detail::put_rpm_part(out, v.release);
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  if (!v) return v.error();
  packer bytes;
  encode(*v, bytes);
  return value(scheme::rpm, text, bytes.finish());
}

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  const parts x = *split(a);
  const parts y = *split(b);
  if (const int order = version::compare(x.epoch, y.epoch); order != 0) return order;
  if (const int order = detail::compare_rpm_part(x.version, y.version); order != 0) return order;
  if (x.has_release != y.has_release) return x.has_release ? 1 : -1;
  return detail::compare_rpm_part(x.release, y.release);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && v->version.find('~') != std::string_view::npos;
}

inline std::string normal(std::string_view text) {
  const parsed<parts> v = split(text);
  if (!v) return std::string(text);
  // An epoch of 0 stays where the version would otherwise begin with one of its own, or be nothing.
  std::string_view behind = v->version;
  (void)take_number(behind);
  const bool needed = !behind.empty() ? behind.front() == ':' : v->version.empty() && !v->has_release;
  const bool bare = v->epoch.is_zero() && !needed;
  std::string out = bare ? std::string() : std::string(v->epoch.text()) + ":";
  out += v->version;
  if (v->has_release) (out += '-') += v->release;
  return out;
}

}  // namespace rpm
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_RPM_HPP

// ========================================================================================== maintkit/version/semver.hpp

// Semantic Versioning 2.0.0, to the letter: three numbers of any length, pre-release identifiers, build metadata.
//
//   semver::compare("1.0.0-rc.2", "1.0.0-rc.10") < 0      semver::parse("v1.0.0")  // not one: clause 2 has no "v"
#ifndef MAINTKIT_VERSION_SEMVER_HPP
#define MAINTKIT_VERSION_SEMVER_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace semver {

struct parts {
  number core[3];               // major, minor, patch
  std::string_view prerelease;  // "rc.1", without its '-'
  std::string_view build;       // without its '+'
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// Precedence (clause 11): build metadata does not count. Both texts must be valid.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

// The order of build metadata alone, for a total order among versions of one precedence: no metadata comes first,
// numbers by value and then by their zeros, numbers before words, fewer identifiers before more. The standard gives
// none; this is the one of Cargo.
constexpr int compare_build(std::string_view a, std::string_view b) noexcept;

constexpr bool is_prerelease(std::string_view text) noexcept;

// A valid version is its own normal form.
inline std::string normal(std::string_view text) { return std::string(text); }

// The bytes of `v`: three numbers, then 0xff for a release; for a pre-release each identifier (a number, or a run of
// characters by ASCII order) and 0x01 behind the last.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace semver
}  // namespace version

namespace detail {

inline constexpr version::band semver_core{0x00, 0xff};
inline constexpr version::band semver_identifier{0x02, 0x80};
inline constexpr std::uint8_t semver_letters = 0x81;  // 63 characters, two bytes each, end at 0xfe
inline constexpr unsigned semver_end = 0x01;
inline constexpr unsigned semver_release = 0xff;
inline constexpr std::uint8_t no_rank = 0xff;

// '-' 0, digits 1 …, upper case 11 …, lower case 37 …: their order in ASCII (clause 11.4.2).
constexpr version::byte_table semver_rank_table() {
  version::byte_table table;
  std::uint8_t rank = 0;
  for (std::size_t c = 0; c < 256; ++c) {
    const char letter = static_cast<char>(static_cast<unsigned char>(c));
    table.of[c] = letter == '-' || is_alnum(letter) ? rank++ : no_rank;
  }
  return table;
}
inline constexpr version::byte_table semver_rank = semver_rank_table();

constexpr bool is_semver_character(char c) { return semver_rank[c] != no_rank; }
constexpr bool is_numeric(std::string_view text) { return !text.empty() && span_of(text, is_digit) == text.size(); }

struct semver_part {
  const char* before;  // what stands before the number
  const char* digit;
  const char* no_zero;  // clause 2
};
inline constexpr semver_part semver_core_parts[] = {
    {"", "a digit of the major number", "a major number without leading zeros"},
    {"'.' and the minor number", "a digit of the minor number", "a minor number without leading zeros"},
    {"'.' and the patch number", "a digit of the patch number", "a patch number without leading zeros"},
};

constexpr bool is_padded(std::string_view digits) { return digits.size() > 1 && digits.front() == '0'; }

// Steps over identifiers joined by dots; `word` names one of them. Numbers with leading zeros are refused in
// pre-releases (clause 9), not in build metadata (clause 10).
constexpr std::optional<parse_error> skip_identifiers(version_reader& in, const char* word, bool padded) noexcept {
  do {
    const std::size_t first = in.at;
    const std::string_view identifier = in.take_while(is_semver_character);
    if (identifier.empty()) return in.expected(word);
    if (!padded && is_padded(identifier) && is_numeric(identifier)) {
      return parse_error{errc::malformed, "a numeric identifier without leading zeros", first, identifier.size()};
    }
  } while (in.take('.'));
  return std::nullopt;
}

template <class Sink>
constexpr void put_identifier(Sink& out, std::string_view identifier) {
  if (is_numeric(identifier)) {
    version::put_number(out, semver_identifier, version::take_number(identifier));
    return;
  }
  for (std::size_t i = 0; i < identifier.size(); ++i) {
    version::put_letter(out, semver_letters, semver_rank[identifier[i]], i + 1 < identifier.size());
  }
}

// Clause 11.4: numbers by value, words by ASCII, numbers before words.
constexpr int compare_identifier(std::string_view a, std::string_view b) noexcept {
  const bool numeric = is_numeric(a);
  if (numeric != is_numeric(b)) return numeric ? -1 : 1;
  if (!numeric) return version::compare_bytes(a, b);
  return version::compare(version::take_number(a), version::take_number(b));
}

// Walks two lists of identifiers; where one ends first, it is the lesser.
template <class Compare>
constexpr int compare_identifiers(std::string_view a, std::string_view b, Compare compare) noexcept {
  while (!a.empty() && !b.empty()) {
    if (const int order = compare(take_until(a, '.'), take_until(b, '.')); order != 0) return order;
  }
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

constexpr int compare_build_identifier(std::string_view a, std::string_view b) noexcept {
  const int order = compare_identifier(a, b);
  if (order != 0 || a.size() == b.size()) return order;
  return a.size() < b.size() ? -1 : 1;
}

}  // namespace detail

namespace version {
namespace semver {

constexpr parsed<parts> split(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  for (std::size_t i = 0; i < 3; ++i) {
    const detail::semver_part& part = detail::semver_core_parts[i];
    if (i > 0 && !in.take('.')) return in.expected(part.before);
    const std::size_t first = in.at;
    if (!detail::is_digit(in.peek())) return in.expected(part.digit);
    v.core[i] = in.take_number();
    if (detail::is_padded(text.substr(first, in.at - first))) {
      return parse_error{errc::malformed, part.no_zero, first, in.at - first};
    }
  }
  if (const std::size_t first = in.at + 1; in.take('-')) {
    const auto fault = detail::skip_identifiers(in, "a letter, digit or '-' of a pre-release identifier", false);
    if (fault) return *fault;
    v.prerelease = text.substr(first, in.at - first);
  }
  if (const std::size_t first = in.at + 1; in.take('+')) {
    const auto fault = detail::skip_identifiers(in, "a letter, digit or '-' of a build identifier", true);
    if (fault) return *fault;
    v.build = text.substr(first, in.at - first);
  }
  if (!in.at_end())
    return in.expected(!v.build.empty() ? "the end" : !v.prerelease.empty() ? "'+' or the end" : "'-', '+' or the end");
  return v;
}

template <class Sink>
constexpr void encode(const parts& v, Sink& out) {
  for (const number& n : v.core) put_number(out, detail::semver_core, n);
  if (v.prerelease.empty()) return out.put(detail::semver_release);
  for (std::string_view rest = v.prerelease; !rest.empty();) detail::put_identifier(out, detail::take_until(rest, '.'));
  out.put(detail::semver_end);
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  if (!v) return v.error();
  packer bytes;
  encode(*v, bytes);
  return value(scheme::semver, text, bytes.finish());
}

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  const parts x = *split(a);
  const parts y = *split(b);
  for (std::size_t i = 0; i < 3; ++i) {
    if (const int order = version::compare(x.core[i], y.core[i]); order != 0) return order;
  }
  if (x.prerelease.empty() || y.prerelease.empty()) {
    return static_cast<int>(x.prerelease.empty()) - static_cast<int>(y.prerelease.empty());
  }
  return detail::compare_identifiers(x.prerelease, y.prerelease, detail::compare_identifier);
}

constexpr int compare_build(std::string_view a, std::string_view b) noexcept {
  return detail::compare_identifiers(split(a)->build, split(b)->build, detail::compare_build_identifier);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && !v->prerelease.empty();
}

}  // namespace semver
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_SEMVER_HPP

// ================================================================================================= maintkit/version.hpp

// Versions: which one is newer, in the words of the tool that owns the scheme. Nothing is allocated or copied, digits
// have no limit, and everything but the functions that return strings works at compile time.
//
//   using namespace maintkit::version;
//   constexpr auto a = parse(scheme::deb, "1.0~rc1-1"), b = parse(scheme::deb, "1.0-1");
//   static_assert(*a < *b && is_prerelease(*a));
//   compare(scheme::semver, "1.0.0", "1.0")   // an error: expected '.' and the patch number at byte 3
//
// One file per scheme stands under version/, with the scheme's own parts and questions (calver::line …).
#ifndef MAINTKIT_VERSION_HPP
#define MAINTKIT_VERSION_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

// Reads a whole text. The value views it, so the text must outlive the value.
constexpr parsed<value> parse(scheme s, std::string_view text) noexcept;

// -1, 0, 1: the scheme's precedence. Values of one scheme; of two, the result is an order that means nothing.
constexpr int compare(const value& a, const value& b) noexcept;

// Reads and compares two texts.
constexpr parsed<int> compare(scheme s, std::string_view a, std::string_view b) noexcept;

// Precedence, and then whatever else tells two versions apart: SemVer's build metadata. Elsewhere as compare().
constexpr int compare_total(const value& a, const value& b) noexcept;

// By precedence: "1.0" == "1.0-0" in Debian's scheme.
constexpr bool operator==(const value& a, const value& b) noexcept { return compare(a, b) == 0; }
constexpr bool operator!=(const value& a, const value& b) noexcept { return compare(a, b) != 0; }
constexpr bool operator<(const value& a, const value& b) noexcept { return compare(a, b) < 0; }
constexpr bool operator<=(const value& a, const value& b) noexcept { return compare(a, b) <= 0; }
constexpr bool operator>(const value& a, const value& b) noexcept { return compare(a, b) > 0; }
constexpr bool operator>=(const value& a, const value& b) noexcept { return compare(a, b) >= 0; }

// The same for values that are ==. Not made to withstand texts chosen to collide.
constexpr std::uint64_t hash(const value& v) noexcept;

// Does the version come before a release by its scheme's rules ("1.0-rc.1", "1.0.dev1", "1.0~rc1")?
constexpr bool is_prerelease(const value& v) noexcept;

// What the scheme's tool accepts with a warning only: dpkg's of "v2.0". Other schemes have none.
constexpr std::optional<parse_error> warning(const value& v) noexcept;

// A text that reads and is probably what was meant, and why the given one did not: {"leading zeros", "2025.2.1"} for
// "2025.02.1" in SemVer.
struct suggestion {
  std::string_view cause;
  std::string text;
};
std::optional<suggestion> suggest(scheme s, std::string_view text);

// The text in its normal form: equal to the version, without what the scheme lets one write differently.
std::string to_string(const value& v);

// Bytes whose memcmp order is compare()'s: equal for equal versions, stable over releases of maintkit, fit for a
// database's ORDER BY. The first byte is the scheme (0x10 semver, 0x20 calver, 0x30 pep440, 0x40 deb, 0x50 rpm,
// 0x60 generic) plus the format's number (1); what follows is described at encode() of the scheme and in key.hpp.
// A format that has once been released does not change: another one gets another number.
std::string sort_key(const value& v);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

// What one scheme answers.
struct version_rules {
  parsed<version::value> (*parse)(std::string_view) noexcept;
  int (*compare)(std::string_view, std::string_view) noexcept;
  bool (*is_prerelease)(std::string_view) noexcept;
  std::string (*normal)(std::string_view);
};

// In the order of `scheme`.
inline constexpr version_rules version_rules_of[] = {
    {version::semver::parse, version::semver::compare, version::semver::is_prerelease, version::semver::normal},
    {version::calver::parse, version::calver::compare, version::calver::is_prerelease, version::calver::normal},
    {version::pep440::parse, version::pep440::compare, version::pep440::is_prerelease, version::pep440::normal},
    {version::debian::parse, version::debian::compare, version::debian::is_prerelease, version::debian::normal},
    {version::rpm::parse, version::rpm::compare, version::rpm::is_prerelease, version::rpm::normal},
    {version::generic::parse, version::generic::compare, version::generic::is_prerelease, version::generic::normal},
};

constexpr const version_rules& rules_of(version::scheme s) noexcept {
  return version_rules_of[static_cast<std::size_t>(s)];
}

// Behind equal words: schemes apart, and the rest of long versions from their text.
constexpr int compare_long(const version::value& a, const version::value& b) noexcept {
  if (a.in() != b.in()) return a.in() < b.in() ? -1 : 1;
  return a.order().longer && b.order().longer ? rules_of(a.in()).compare(a.text(), b.text()) : 0;
}

inline constexpr unsigned sort_key_format = 1;

template <class Sink>
void encode_version(version::scheme s, std::string_view text, Sink& out) {
  switch (s) {
    case version::scheme::semver:
      return encode(*version::semver::split(text), out);
    case version::scheme::calver:
      return encode(*version::calver::split(text), out);
    case version::scheme::pep440:
      return encode(*version::pep440::split(text), out);
    case version::scheme::deb:
      return encode(*version::debian::split(text), out);
    case version::scheme::rpm:
      return encode(*version::rpm::split(text), out);
    case version::scheme::generic:
      return version::generic::encode(text, out);
  }
}

}  // namespace detail

namespace version {

constexpr parsed<value> parse(scheme s, std::string_view text) noexcept { return detail::rules_of(s).parse(text); }

constexpr int compare(const value& a, const value& b) noexcept {
  const std::uint64_t* const x = a.order().words;
  const std::uint64_t* const y = b.order().words;
  for (std::size_t i = 0; i < 4; ++i) {
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  }
  return detail::compare_long(a, b);
}

constexpr parsed<int> compare(scheme s, std::string_view a, std::string_view b) noexcept {
  const parsed<value> x = parse(s, a);
  if (!x) return x.error();
  const parsed<value> y = parse(s, b);
  if (!y) return y.error();
  return compare(*x, *y);
}

constexpr int compare_total(const value& a, const value& b) noexcept {
  const int order = compare(a, b);
  const bool built = a.in() == scheme::semver && b.in() == scheme::semver;
  return order != 0 || !built ? order : semver::compare_build(a.text(), b.text());
}

constexpr std::uint64_t hash(const value& v) noexcept {
  std::uint64_t mixed = 0;
  for (const std::uint64_t word : v.order().words) {
    mixed = (mixed ^ word) * 0x9e3779b97f4a7c15u;
    mixed ^= mixed >> 32;
  }
  return mixed;
}

constexpr bool is_prerelease(const value& v) noexcept { return detail::rules_of(v.in()).is_prerelease(v.text()); }

constexpr std::optional<parse_error> warning(const value& v) noexcept {
  if (v.in() != scheme::deb) return std::nullopt;
  return debian::warning(v.text());
}

inline std::optional<suggestion> suggest(scheme s, std::string_view text) {
  if (text.size() > detail::repair_limit) return std::nullopt;
  suggestion made{{}, std::string(text)};
  for (const detail::version_repair& row : detail::version_repairs) {
    std::string repaired = row.apply(made.text);
    if (repaired == made.text) continue;
    made = {row.cause, std::move(repaired)};
    const parsed<value> read = parse(s, made.text);
    if (read && !warning(*read)) return made;
  }
  return std::nullopt;
}

inline std::string to_string(const value& v) { return detail::rules_of(v.in()).normal(v.text()); }

inline std::string sort_key(const value& v) {
  std::string bytes;
  appender out{bytes};
  out.put((static_cast<unsigned>(v.in()) + 1) << 4 | detail::sort_key_format);
  detail::encode_version(v.in(), v.text(), out);
  return bytes;
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_HPP

// ============================================================================================ maintkit/feed/listing.hpp

// Releases as a list: of several feeds together, newest first, as text and as JSON.
//
//   merge(releases, scheme::pep440);              // PyPI's dates and files, the repository's tags: one record each
//   newest_first(releases, scheme::pep440);
//   for (const release& r : releases) out += to_json(r);
#ifndef MAINTKIT_FEED_LISTING_HPP
#define MAINTKIT_FEED_LISTING_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// One record for each version. The first keeps its place; what it does not say, later ones fill in; yanked, draft,
// deprecated or a prerelease by the word of one is so.
void merge(std::vector<release>& releases, version::scheme scheme);

// By the scheme's order, those that it can't read after the others as they were.
void newest_first(std::vector<release>& releases, version::scheme scheme);
// By date, those without one after the others as they were.
void newest_first(std::vector<release>& releases);

// {"version":…,"tag":…,"date":…,"title":…,"link":…,"prerelease":…,"draft":…,"yanked":…,"deprecated":…,"requires":…,
// "severity":…,"assets":[{"name":…,"url":…,"size":…,"sha256":…}]}: every key always, null where the feed doesn't say.
std::string to_json(const release& of);

// "2026.2.1      2026-07-08  yanked, security": one line, the version in a column of `width`.
std::string to_text(const release& of, std::size_t width);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct placed {
  std::optional<version::value> version;  // views the release's text, which must not move meanwhile
  std::size_t at;
};

inline std::vector<placed> places(const std::vector<release>& releases, version::scheme scheme) {
  std::vector<placed> out;
  for (const release& one : releases) {
    const auto read = version::parse(scheme, one.version);
    out.push_back({read ? std::optional(*read) : std::nullopt, out.size()});
  }
  return out;
}

// Puts the releases in the order of `order`.
inline void reorder(std::vector<release>& releases, const std::vector<placed>& order) {
  std::vector<release> out;
  out.reserve(releases.size());
  for (const placed& p : order) out.push_back(std::move(releases[p.at]));
  releases = std::move(out);
}

inline void fill(std::string& into, std::string& from) {
  if (into.empty()) into = std::move(from);
}

inline void fill(release& into, release& from) {
  for (std::string release::*const text :
       {&release::tag, &release::title, &release::link, &release::requires_runtime, &release::severity}) {
    fill(into.*text, from.*text);
  }
  for (flag release::*const one : {&release::prerelease, &release::draft, &release::yanked, &release::deprecated}) {
    if (into.*one < from.*one) into.*one = from.*one;
  }
  if (!into.date) into.date = from.date;
  if (into.cves.empty()) into.cves = std::move(from.cves);
  if (into.assets.empty()) into.assets = std::move(from.assets);
}

inline void write_text(json::writer& w, std::string_view key, std::string_view content) {
  w.key(key);
  content.empty() ? w.null() : w.value(content);
}

inline void write_flag(json::writer& w, std::string_view key, tri answer) {
  w.key(key);
  answer == tri::unknown ? w.null() : w.value(answer == tri::yes);
}

inline void write_asset(json::writer& w, const asset& of) {
  w.object();
  write_text(w, "name", of.name);
  write_text(w, "url", of.url);
  w.key("size");
  of.size ? w.value(*of.size) : w.null();
  std::string_view sha256;
  for (const digest& one : of.digests) {
    if (one.algorithm == "sha256") sha256 = one.value;
  }
  write_text(w, "sha256", sha256);
  w.end_object();
}

}  // namespace detail

inline void merge(std::vector<release>& releases, version::scheme scheme) {
  std::vector<detail::placed> order = detail::places(releases, scheme);
  order.erase(std::remove_if(order.begin(), order.end(), [](const detail::placed& p) { return !p.version; }),
              order.end());
  std::sort(order.begin(), order.end(), [](const detail::placed& a, const detail::placed& b) {
    const int sign = version::compare_total(*a.version, *b.version);
    return sign != 0 ? sign < 0 : a.at < b.at;
  });
  std::vector<std::size_t> first_of(releases.size());
  for (std::size_t i = 0; i < first_of.size(); ++i) first_of[i] = i;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (version::compare_total(*order[i - 1].version, *order[i].version) == 0) {
      first_of[order[i].at] = first_of[order[i - 1].at];
    }
  }
  std::vector<release> out;
  std::vector<std::size_t> place(releases.size());
  for (std::size_t i = 0; i < releases.size(); ++i) {
    if (first_of[i] != i) {
      detail::fill(out[place[first_of[i]]], releases[i]);
      continue;
    }
    place[i] = out.size();
    out.push_back(std::move(releases[i]));
  }
  releases = std::move(out);
}

inline void newest_first(std::vector<release>& releases, version::scheme scheme) {
  std::vector<detail::placed> order = detail::places(releases, scheme);
  std::stable_sort(order.begin(), order.end(), [](const detail::placed& a, const detail::placed& b) {
    if (!a.version || !b.version) return a.version.has_value() && !b.version.has_value();
    return version::compare(*a.version, *b.version) > 0;
  });
  detail::reorder(releases, order);
}

inline void newest_first(std::vector<release>& releases) {
  std::stable_sort(releases.begin(), releases.end(), [](const release& a, const release& b) {
    if (!a.date || !b.date) return a.date.has_value() && !b.date.has_value();
    return b.date->at < a.date->at;
  });
}

inline std::string to_json(const release& of) {
  std::string out;
  json::writer w(out);
  w.object();
  detail::write_text(w, "version", of.version);
  detail::write_text(w, "tag", of.tag);
  detail::write_text(w, "date", of.date ? time::to_rfc3339(of.date->at) : std::string());
  detail::write_text(w, "title", of.title);
  detail::write_text(w, "link", of.link);
  detail::write_flag(w, "prerelease", of.prerelease);
  detail::write_flag(w, "draft", of.draft);
  detail::write_flag(w, "yanked", of.yanked);
  detail::write_flag(w, "deprecated", of.deprecated);
  detail::write_text(w, "requires", of.requires_runtime);
  detail::write_text(w, "severity", of.severity);
  w.key("assets").array();
  for (const asset& one : of.assets) detail::write_asset(w, one);
  w.end_array().end_object();
  return out;
}

inline std::string to_text(const release& of, std::size_t width) {
  std::string out = detail::shown(of.version.empty() ? "-" : of.version);
  out.append(width - (std::min)(width, detail::columns(out)), ' ');
  out += "  " + (of.date ? time::to_rfc3339(of.date->at).substr(0, 10) : std::string("-         "));
  std::string_view separator = "  ";
  const auto note = [&](std::string_view words) {
    out.append(separator).append(detail::shown(words));
    separator = ", ";
  };
  if (of.draft == tri::yes) note("draft");
  if (of.yanked == tri::yes) note("yanked");
  if (of.deprecated == tri::yes) note("deprecated");
  if (of.prerelease == tri::yes) note("prerelease");
  if (!of.severity.empty()) note(of.severity);
  if (!of.title.empty()) note(of.title);
  return out.substr(0, out.find_last_not_of(' ') + 1) + '\n';
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_LISTING_HPP

// ======================================================================================== maintkit/feed/json_source.hpp

// How the formats written in JSON read: by walking objects and arrays, naming the members they want. Everything else is
// passed over, and still checked. After the first failure every call answers false, so a reader asks once.
//
//   in.members([&](std::string_view key) {
//     if (key == "filename") return in.text(file.name);
//     if (key == "digests") return in.members(…);
//     return in.pass();
//   });
#ifndef MAINTKIT_FEED_JSON_SOURCE_HPP
#define MAINTKIT_FEED_JSON_SOURCE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

class json_source {
 public:
  // `whole` must outlive the source. A string that is kept may have most.field bytes, one that is passed over any.
  json_source(std::string_view whole, const limits& most);

  // The value that comes next must be an object; each(key) reads the value of one member, or passes over it.
  template <class Each>
  bool members(Each each);
  // The value that comes next must be an array; each() reads one element.
  template <class Each>
  bool elements(Each each);

  // A string, or null for an empty one.
  bool text(std::string& into);
  // true, false, or null for unknown. `from` names the member.
  bool truth(flag& into, std::string_view from);
  // A whole number of bytes, or null.
  bool size(std::optional<std::uint64_t>& into);
  // Any value, checked and dropped.
  bool pass();
  // Nothing may follow.
  bool end();

  // Ends the reading with an error at the last token; answers false.
  bool fail(errc code, const char* expected);
  bool good() const { return !failed_; }
  const parse_error& error() const { return error_; }

 private:
  json::token peek();
  json::token take();

  json::reader in_;
  json::token ahead_ = json::token::end;
  bool peeked_ = false;
  bool failed_ = false;
  parse_error error_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline json::limits json_limits(const limits& most) {
  json::limits out;
  out.bytes = most.bytes;
  out.token_bytes = most.field;
  return out;
}

}  // namespace detail

inline json_source::json_source(std::string_view whole, const limits& most) : in_(whole, detail::json_limits(most)) {}

inline json::token json_source::peek() {
  if (failed_) return json::token::error;
  if (!peeked_) ahead_ = in_.next();
  peeked_ = true;
  if (ahead_ == json::token::error) {
    failed_ = true;
    error_ = in_.error();
  }
  return ahead_;
}

inline json::token json_source::take() {
  const json::token out = peek();
  peeked_ = false;
  return out;
}

inline bool json_source::fail(errc code, const char* expected) {
  if (!failed_) error_ = parse_error{code, expected, in_.offset(), 1};
  failed_ = true;
  return false;
}

template <class Each>
bool json_source::members(Each each) {
  if (take() != json::token::object_begin) return fail(errc::malformed, "an object");
  while (take() == json::token::key) {
    if (!each(in_.text())) return false;
  }
  return !failed_;
}

template <class Each>
bool json_source::elements(Each each) {
  if (take() != json::token::array_begin) return fail(errc::malformed, "an array");
  while (peek() != json::token::array_end) {
    if (failed_ || !each()) return false;
  }
  take();
  return true;
}

inline bool json_source::text(std::string& into) {
  switch (take()) {
    case json::token::string:
      into = in_.text();
      return true;
    case json::token::null_value:
      into.clear();
      return true;
    default:
      return fail(errc::malformed, "a string or null");
  }
}

inline bool json_source::truth(flag& into, std::string_view from) {
  switch (take()) {
    case json::token::true_value:
      into = {true, from};
      return true;
    case json::token::false_value:
      into = {false, from};
      return true;
    case json::token::null_value:
      into = {};
      return true;
    default:
      return fail(errc::malformed, "true, false or null");
  }
}

inline bool json_source::size(std::optional<std::uint64_t>& into) {
  const json::token kind = take();
  into = kind == json::token::number ? detail::whole_number(in_.text()) : std::nullopt;
  return into || kind == json::token::null_value || fail(errc::malformed, "a whole number or null");
}

inline bool json_source::pass() {
  if (!peeked_ || ahead_ == json::token::object_begin || ahead_ == json::token::array_begin) in_.skip();
  peeked_ = false;
  return !failed_;
}

inline bool json_source::end() { return take() == json::token::end || fail(errc::malformed, "the end"); }

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_JSON_SOURCE_HPP

// =============================================================================================== maintkit/feed/pypi.hpp

// PyPI's JSON API: https://docs.pypi.org/api/json/, the whole project or one release of it.
//
//   {"info": {"version": "2026.2.1", …}, "releases": {"2026.2.1": [{"filename": …, "yanked": false, …}, …], …},
//    "urls": [… the files of info.version …], "vulnerabilities": […]}
#ifndef MAINTKIT_FEED_PYPI_HPP
#define MAINTKIT_FEED_PYPI_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Of a release's files: the earliest date, the sdist's address (else the first file's), the first requires_python. It
// is yanked only if all of them are (PEP 592 yanks files); one without files is not yanked, and has no date. Whether it
// is a prerelease is read from the version (PEP 440), unknown for the few old ones that aren't versions. A release that
// an advisory names as its fix has severity "security" and the advisory's ids.
//
// A document without "releases", as of one version or where the index has dropped that key, is the one release of
// "info" and "urls". An object with neither is unsupported.
parsed<document> read_pypi(std::string_view whole, const limits& most = {});

// Is the first key of an object one of PyPI's? The index writes them in the order of the alphabet, "info" first.
bool looks_like_pypi(std::string_view first_kib);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

struct pypi_file {
  asset file;
  std::string kind;  // "sdist", "bdist_wheel" …
  std::string requires_python;
  std::string uploaded;       // with zone and microseconds
  std::string uploaded_bare;  // the older key: no zone
  flag yanked;
};

struct pypi_text {
  std::string_view key;
  std::string pypi_file::*into;
};
inline constexpr pypi_text pypi_texts[] = {{"packagetype", &pypi_file::kind},
                                           {"requires_python", &pypi_file::requires_python},
                                           {"upload_time_iso_8601", &pypi_file::uploaded},
                                           {"upload_time", &pypi_file::uploaded_bare}};

// Of one advisory: its ids, and the releases that answer it.
struct pypi_advisory {
  std::vector<std::string> ids;
  std::vector<std::string> fixed_in;
};
inline constexpr std::size_t most_advisories = 1000;
inline constexpr std::size_t most_names = 64;  // of one advisory, each of at most 64 bytes

class pypi_reader {
 public:
  pypi_reader(std::string_view whole, const limits& most) : in_(whole, most), most_(most) {}

  parsed<document> read() {
    const bool good = in_.members([this](std::string_view key) { return member(key); }) && in_.end();
    if (good && !listed_ && (latest_.version.empty() || !has_urls_)) {
      in_.fail(errc::unsupported, "the releases of a project on PyPI");
    }
    if (!in_.good()) return in_.error();
    if (!listed_) out_.releases.push_back(std::move(latest_));
    for (release& one : out_.releases) {
      const auto read = version::parse(version::scheme::pep440, one.version);
      if (read) one.prerelease = {version::is_prerelease(*read), "PEP 440"};
    }
    name_fixes();
    return std::move(out_);
  }

 private:
  bool member(std::string_view key) {
    if (key == "info") return in_.members([this](std::string_view name) { return info(name); });
    if (key == "releases") return releases();
    if (key == "urls") return has_urls_ = true, files(latest_);
    if (key == "vulnerabilities") return in_.elements([this] { return vulnerability(); });
    return in_.pass();
  }

  bool info(std::string_view key) { return key == "version" ? in_.text(latest_.version) : in_.pass(); }

  bool releases() {
    listed_ = true;
    out_.releases.clear();  // a key that comes twice: the last one counts
    return in_.members([this](std::string_view version) {
      if (out_.releases.size() == most_.releases) return in_.fail(errc::limit, "fewer releases");
      release& one = out_.releases.emplace_back();
      one.version = version;
      return files(one);
    });
  }

  // Reads the files of one release, and what they say of it.
  bool files(release& into) {
    std::size_t yanked = 0;
    bool has_sdist = false;
    const bool good = in_.elements([&] {
      pypi_file one;
      if (!in_.members([&](std::string_view key) { return file(key, one); })) return false;
      if (++assets_ > most_.assets) return in_.fail(errc::limit, "fewer files");
      const bool sdist = one.kind == "sdist" && !has_sdist;
      if (into.assets.empty() || sdist) into.link = one.file.url;
      has_sdist = has_sdist || sdist;
      yanked += one.yanked == tri::yes;
      add(into, std::move(one));
      return true;
    });
    into.yanked = {yanked != 0 && yanked == into.assets.size(), "yanked"};
    return good;
  }

  static void add(release& into, pypi_file one) {
    const auto date = time::parse_date(one.uploaded.empty() ? one.uploaded_bare : one.uploaded);
    if (date && (!into.date || date->at < into.date->at)) into.date = *date;
    if (into.requires_runtime.empty()) into.requires_runtime = std::move(one.requires_python);
    into.assets.push_back(std::move(one.file));
  }

  bool file(std::string_view key, pypi_file& into) {
    if (key == "filename") return in_.text(into.file.name);
    if (key == "url") return in_.text(into.file.url);
    if (key == "size") return in_.size(into.file.size);
    if (key == "yanked") return in_.truth(into.yanked, "yanked");
    if (key == "digests") return in_.members([&](std::string_view name) { return digests(name, into.file); });
    for (const pypi_text& row : pypi_texts) {
      if (key == row.key) return in_.text(into.*row.into);
    }
    return in_.pass();
  }

  bool digests(std::string_view algorithm, asset& into) {
    if (into.digests.size() == 16) return in_.fail(errc::limit, "fewer digests");
    digest& one = into.digests.emplace_back();
    one.algorithm = algorithm;
    return in_.text(one.value);
  }

  // {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fixed_in": ["1.2.4"], …}
  bool vulnerability() {
    if (advisories_.size() == most_advisories) return in_.fail(errc::limit, "fewer advisories");
    pypi_advisory& one = advisories_.emplace_back();
    return in_.members([&](std::string_view key) {
      if (key == "id") return name(one.ids);
      if (key == "aliases") return in_.elements([&] { return name(one.ids); });
      if (key == "fixed_in") return in_.elements([&] { return name(one.fixed_in); });
      return in_.pass();
    });
  }

  bool name(std::vector<std::string>& into) {
    if (into.size() == most_names) return in_.fail(errc::limit, "fewer names");
    return in_.text(into.emplace_back()) && (into.back().size() <= 64 || in_.fail(errc::limit, "a shorter name"));
  }

  void name_fixes() {
    if (advisories_.empty()) return;
    std::vector<release*> by_version;
    for (release& one : out_.releases) by_version.push_back(&one);
    std::sort(by_version.begin(), by_version.end(), [](auto* a, auto* b) { return a->version < b->version; });
    for (const pypi_advisory& known : advisories_) {
      for (const std::string& fix : known.fixed_in) {
        const auto at = std::lower_bound(by_version.begin(), by_version.end(), fix,
                                         [](auto* a, const std::string& b) { return a->version < b; });
        if (at == by_version.end() || (*at)->version != fix) continue;
        (*at)->severity = "security";
        (*at)->cves.insert((*at)->cves.end(), known.ids.begin(), known.ids.end());
      }
    }
  }

  json_source in_;
  const limits& most_;
  document out_{format::pypi, {}, {}};
  release latest_;  // of "info" and "urls"
  std::vector<pypi_advisory> advisories_;
  std::size_t assets_ = 0;
  bool listed_ = false;
  bool has_urls_ = false;
};

}  // namespace detail

inline parsed<document> read_pypi(std::string_view whole, const limits& most) {
  return detail::pypi_reader(whole, most).read();
}

inline bool looks_like_pypi(std::string_view first_kib) {
  json::reader in{json::limits{}};
  in.feed(first_kib);
  if (in.next() != json::token::object_begin || in.next() != json::token::key) return false;
  for (const std::string_view key : {"info", "last_serial", "releases", "urls", "vulnerabilities"}) {
    if (in.text() == key) return true;
  }
  return false;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_PYPI_HPP

// ==================================================================================================== maintkit/feed.hpp

// Release feeds: every format is read into one record (feed/release.hpp), by one file in feed/ each.
//
//   const auto doc = maintkit::feed::read(text);            // or read(text, format::pypi)
//   if (!doc) return maintkit::program::fail(c, doc.error());
//   for (const maintkit::feed::release& r : doc->releases) std::puts(r.version.c_str());
#ifndef MAINTKIT_FEED_HPP
#define MAINTKIT_FEED_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// How much of a document detect() wants to see.
inline constexpr std::size_t detection_bytes = 1024;

// The format of a document by how it begins, or nothing. Not every document that begins so is one: read() says.
std::optional<format> detect(std::string_view first_kib);

// The whole document, or an error and nothing: a document that ends too early is incomplete, one that breaks its
// grammar malformed, one past `most` limit, and one that is well formed but no feed unsupported.
result<document> read(std::string_view whole, format kind, const limits& most = {});
result<document> read(std::string_view whole, const limits& most = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// In the order of enum format.
struct format_row {
  bool (*looks_like)(std::string_view first_kib);
  parsed<document> (*read)(std::string_view whole, const limits& most);
};
inline constexpr format_row format_rows[] = {
    {&looks_like_pypi, &read_pypi},
    {&looks_like_git_refs, &read_git_refs},
    {&looks_like_atom, &read_atom},
};

// An error with the part of its line around the fault: a document may be one line of many megabytes.
inline error error_in(const parse_error& e, std::string what, std::string_view whole) {
  constexpr std::size_t around = 100;
  const std::size_t offset = (std::min)(e.offset, whole.size());
  std::size_t start = offset - (std::min)(offset, around);
  if (const std::size_t line = whole.substr(start, offset - start).rfind('\n'); line != std::string_view::npos) {
    start += line + 1;
  }
  while (start < offset && (static_cast<unsigned char>(whole[start]) & 0xc0) == 0x80) ++start;
  const std::size_t stop = (std::min)(whole.find('\n', offset), offset + around);
  error out(e, std::move(what), whole.substr(start, stop - start));
  out.offset = offset - start;
  return out;
}

// Why a document is no feed: it breaks JSON or XML, or it is neither, or maintkit reads no such format.
inline error no_feed(std::string_view whole, const limits& most) {
  const std::string_view text = trim(whole);
  if (text.empty()) return {errc::incomplete, "feed", "is empty"};
  if (whole.size() > most.bytes)
    return {errc::limit, "feed", "is longer than " + std::to_string(most.bytes) + " bytes"};
  if (text.front() == '{' || text.front() == '[') {
    if (const auto valid = json::validate(whole); !valid) return error_in(valid.error(), "JSON", whole);
    return {errc::unsupported, "feed", "is JSON, but of no format of releases that is known here"};
  }
  if (text.front() == '<') {
    if (const auto valid = xml::validate(whole); !valid) return error_in(valid.error(), "XML", whole);
    return {errc::unsupported, "feed", "is XML, but of no format of releases that is known here"};
  }
  return {errc::malformed, "feed", "is of no format of releases that is known here"};
}

}  // namespace detail

inline std::optional<format> detect(std::string_view first_kib) {
  first_kib = first_kib.substr(0, detection_bytes);
  std::uint8_t at = 0;
  for (const detail::format_row& row : detail::format_rows) {
    if (row.looks_like(first_kib)) return static_cast<format>(at);
    ++at;
  }
  return std::nullopt;
}

inline result<document> read(std::string_view whole, format kind, const limits& most) {
  parsed<document> out = detail::format_rows[static_cast<std::size_t>(kind)].read(whole, most);
  if (!out) return detail::error_in(out.error(), std::string(to_string(kind)), whole);
  return *std::move(out);
}

inline result<document> read(std::string_view whole, const limits& most) {
  const std::optional<format> kind = detect(whole);
  if (!kind) return detail::no_feed(whole, most);
  return read(whole, *kind, most);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_HPP

// ========================================================================================= maintkit/detail/deadline.hpp

// One moment that everything must be done by. It is fixed once, on a clock that nobody sets, and handed down: each
// read, write and wait asks how much is left, so that a server that always has one more byte ready is cut off all the
// same.
//
//   const auto by = detail::deadline::after(time::seconds(10));
//   while (!by.passed()) poll(&p, 1, by.poll_timeout());
#ifndef MAINTKIT_DETAIL_DEADLINE_HPP
#define MAINTKIT_DETAIL_DEADLINE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

inline constexpr std::int64_t millisecond = 1'000'000;  // in nanoseconds, as every length of time
inline constexpr std::int64_t second = 1'000 * millisecond;

// Nanoseconds on the monotonic clock: no system call where the kernel shares its clock page.
inline std::int64_t ticks() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const std::int64_t seconds = now.tv_sec;
  return seconds * second + now.tv_nsec;
}

// Nanoseconds as poll() takes them: rounded up, so that nothing spins through the last millisecond.
constexpr int poll_milliseconds(std::int64_t nanoseconds) {
  constexpr std::int64_t most = 1'000'000;
  const std::int64_t whole = (nanoseconds + millisecond - 1) / millisecond;
  return static_cast<int>(whole < 0 ? 0 : whole > most ? most : whole);
}

class deadline {
 public:
  static deadline after(std::int64_t nanoseconds) { return deadline(ticks() + nanoseconds); }

  std::int64_t left() const { return at_ - ticks(); }
  bool passed() const { return left() <= 0; }
  int poll_timeout() const { return poll_milliseconds(left()); }

 private:
  explicit deadline(std::int64_t at) : at_(at) {}
  std::int64_t at_;
};

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_DEADLINE_HPP

// ====================================================================================== maintkit/health/health_json.hpp

// What a service says of itself in JSON: application/health+json (draft-inadarei-api-health-check-06), Spring Boot's
// actuator and Terminus. All three have a "status" at the root and components with one of their own below it.
//
//   const auto body = health::read_health(R"({"status":"fail","checks":{"db:connections":[{"status":"fail"}]}})");
//   body->status               // condition::fail
//   body->troubled[0].name     // "db:connections"
#ifndef MAINTKIT_HEALTH_HEALTH_JSON_HPP
#define MAINTKIT_HEALTH_HEALTH_JSON_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

enum class condition : std::uint8_t { unknown, pass, warn, fail };

constexpr std::string_view to_string(condition c);

// "pass", "ok", "up" · "warn" · "fail", "error", "down", in any case (draft-06 section 3.1), with Spring's
// "out_of_service" and Terminus' "shutting_down" as fail; any other word is unknown.
constexpr condition condition_of(std::string_view word);

struct component {
  std::string name;  // "db:connections", "db": its keys, joined with dots
  condition status = condition::unknown;
  std::string output;  // what it says about its trouble: "output", "message" or "error"
};

struct health_report {
  condition status = condition::unknown;  // of the root; unknown also where there is none
  std::vector<component> troubled;        // warn and fail, in the order of the document; at most 32
};

// Reads one JSON document. Not being JSON is an error; being no health document gives condition::unknown.
parsed<health_report> read_health(std::string_view text);

// The value at a JSON pointer (RFC 6901): a string decoded, other scalars as they are written, "" for a container;
// nothing where there is none. Of equal keys the first counts. An error if the text is not JSON.
parsed<std::optional<std::string>> value_at(std::string_view text, std::string_view pointer);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(condition c) {
  constexpr std::string_view names[] = {"unknown", "pass", "warn", "fail"};
  return names[static_cast<std::size_t>(c)];
}

constexpr condition condition_of(std::string_view word) {
  struct row {
    std::string_view word;
    condition means;
  };
  constexpr row words[] = {{"pass", condition::pass},         {"ok", condition::pass},
                           {"up", condition::pass},           {"warn", condition::warn},
                           {"fail", condition::fail},         {"error", condition::fail},
                           {"down", condition::fail},         {"out_of_service", condition::fail},
                           {"shutting_down", condition::fail}};
  for (const row& r : words) {
    if (maintkit::detail::equal_ignoring_case(r.word, word)) return r.means;
  }
  return condition::unknown;
}

namespace detail {

inline constexpr json::limits body_limits = {32, std::size_t{64} * 1024, std::size_t{1} << 20, 100'000};

// Follows the keys down to where the reader stands, and notes each "status" on the way.
class health_walk {
 public:
  explicit health_walk(std::string_view text) : reader_(text, body_limits) {}

  parsed<health_report> run() {
    for (;;) {
      const json::token t = reader_.next();
      switch (t) {
        case json::token::key:
          keys_.back() = reader_.text();
          break;
        case json::token::object_begin:
          keys_.emplace_back();
          texts_.emplace_back();
          break;
        case json::token::object_end:
          close();
          break;
        case json::token::string:
          note(reader_.text());
          break;
        case json::token::end:
          return std::move(out_);
        case json::token::error:
          return reader_.error();
        default:
          break;
      }
    }
  }

 private:
  struct said {
    condition status = condition::unknown;
    std::string output;
  };

  void note(std::string_view value) {
    if (keys_.empty() || reader_.depth() == 0) return;
    const std::string_view key = keys_.back();
    if (key == "status") texts_.back().status = condition_of(value);
    if (key == "output" || key == "message" || key == "error") texts_.back().output = value;
  }

  // The end of an object: what it said of itself is complete.
  void close() {
    const said own = std::move(texts_.back());
    keys_.pop_back();
    texts_.pop_back();
    if (keys_.empty()) out_.status = own.status;
    if (keys_.empty() || own.status < condition::warn || out_.troubled.size() >= 32) return;
    const std::string name = path();
    for (const component& c : out_.troubled) {
      if (c.name == name) return;  // Terminus tells the same under "error" and "details"
    }
    out_.troubled.push_back({name, own.status, own.output});
  }

  // The keys above, without the words that only hold components together.
  std::string path() const {
    std::string out;
    for (const std::string& key : keys_) {
      bool structural = false;
      for (const std::string_view word : {"checks", "components", "details", "info", "error"}) {
        structural = structural || key == word;
      }
      if (structural) continue;
      if (!out.empty()) out += '.';
      out += key;
    }
    return out;
  }

  json::reader reader_;
  std::vector<std::string> keys_;  // of each open object, the key last read
  std::vector<said> texts_;        // of each open object
  health_report out_;
};

// One step of a JSON pointer, with ~1 and ~0 undone.
inline std::string pointer_token(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::size_t end = pointer.find('/');
  const std::string_view raw = pointer.substr(0, end);
  pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool escape = raw[i] == '~' && i + 1 < raw.size() && (raw[i + 1] == '0' || raw[i + 1] == '1');
    out += !escape ? raw[i] : raw[i + 1] == '0' ? '~' : '/';
    if (escape) ++i;
  }
  return out;
}

// Moves the reader from behind a container's begin to the member that `name` names; answers its first token, or the
// container's end.
inline json::token descend(json::reader& reader, json::token container, std::string_view name) {
  const auto wanted = maintkit::detail::whole_number<std::size_t>(name);
  for (std::size_t index = 0;; ++index) {
    const json::token t = reader.next();
    if (t == json::token::object_end || t == json::token::array_end || t == json::token::error) return t;
    if (container == json::token::array_begin) {
      if (wanted && index == *wanted) return t;
      if (t == json::token::object_begin || t == json::token::array_begin) reader.skip();
    } else {
      if (reader.text() == name) return reader.next();
      reader.skip();
    }
  }
}

}  // namespace detail

inline parsed<health_report> read_health(std::string_view text) { return detail::health_walk(text).run(); }

inline parsed<std::optional<std::string>> value_at(std::string_view text, std::string_view pointer) {
  using json::token;
  json::reader reader(text, detail::body_limits);
  token t = reader.next();
  bool found = true;
  while (found && !pointer.empty()) {
    const std::string name = detail::pointer_token(pointer);
    found = t == token::object_begin || t == token::array_begin;
    if (found) t = detail::descend(reader, t, name);
    found = found && t != token::object_end && t != token::array_end;
  }
  std::optional<std::string> value;
  if (found && t != token::error) value = std::string(t == token::string || t == token::number ? reader.text() : "");
  if (found && t == token::true_value) value = "true";
  if (found && t == token::false_value) value = "false";
  if (found && t == token::null_value) value = "null";
  // What comes behind it must be JSON as well: half a document is no answer.
  while (t != token::end && t != token::error) t = reader.next();
  if (t == token::error) return reader.error();
  return value;
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_HEALTH_JSON_HPP

// ============================================================================================== maintkit/http/fault.hpp

// Everything that can keep an HTTP answer from being had, one row each: a code that never changes its meaning, and a
// sentence for people. Scripts match on the code; the text may be improved.
//
//   const auto got = maintkit::http::get("http://127.0.0.1:8345/healthcheck/");
//   if (got && got->why == maintkit::http::fault::connect_refused) …       about(got->why).code: "connect.refused"
#ifndef MAINTKIT_HTTP_FAULT_HPP
#define MAINTKIT_HTTP_FAULT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

enum class fault : std::uint8_t {
  none,
  dns_not_found,
  dns_failed,
  dns_timeout,
  connect_refused,
  connect_unreachable,
  connect_timeout,
  connect_denied,
  connect_missing,
  connect_failed,
  tls_unavailable,
  send_failed,
  send_timeout,
  answer_timeout,
  head_timeout,
  body_timeout,
  answer_empty,
  answer_reset,
  answer_size,
  not_http,
  version,
  status_malformed,
  status_size,
  bare_cr,
  head_eof,
  head_size,
  field_count,
  field_indented,
  field_colon,
  field_space,
  field_name,
  field_value,
  interim_count,
  switching,
  length_invalid,
  length_overflow,
  length_conflict,
  length_and_coding,
  coding_unknown,
  coding_version,
  body_short,
  chunk_size,
  chunk_overflow,
  chunk_extension,
  chunk_end,
  chunk_eof,
  trailer_size,
  redirect_missing,
  redirect_malformed,
  redirect_scheme,
  redirect_downgrade,
  redirect_loop,
  redirect_hops,
  redirect_origin,
};

struct fault_row {
  fault id;
  std::string_view code;     // "http.length.conflict": stable
  errc kind;                 // timed_out and unreachable: nothing was learnt about the service itself
  std::string_view meaning;  // one sentence without a full stop
};

// In the order of the enum. Where a rule of HTTP is broken, the meaning names the clause of RFC 9112 or 9110.
inline constexpr fault_row faults[] = {
    {fault::none, "ok", errc::failed, "a whole, well-formed answer was read"},
    {fault::dns_not_found, "dns.not_found", errc::unreachable, "the name has no address"},
    {fault::dns_failed, "dns.failed", errc::unreachable, "the name could not be looked up just now"},
    {fault::dns_timeout, "dns.timeout", errc::timed_out, "the name was not resolved in time"},
    {fault::connect_refused, "connect.refused", errc::unreachable, "nothing listens there"},
    {fault::connect_unreachable, "connect.unreachable", errc::unreachable, "there is no route to the address"},
    {fault::connect_timeout, "connect.timeout", errc::timed_out, "no connection in time"},
    {fault::connect_denied, "connect.denied", errc::unreachable, "the system does not permit the connection"},
    {fault::connect_missing, "connect.missing", errc::unreachable, "there is no such socket"},
    {fault::connect_failed, "connect.failed", errc::unreachable, "the connection could not be made"},
    {fault::tls_unavailable, "tls.unavailable", errc::unsupported, "https is not available in this build"},
    {fault::send_failed, "send.failed", errc::incomplete, "the server closed before it took the request"},
    {fault::send_timeout, "send.timeout", errc::timed_out, "the request was not taken in time"},
    {fault::answer_timeout, "http.answer.timeout", errc::timed_out, "connected, but not one byte of answer in time"},
    {fault::head_timeout, "http.head.timeout", errc::timed_out, "status and fields did not arrive in time"},
    {fault::body_timeout, "http.body.timeout", errc::timed_out, "the body did not arrive in time"},
    {fault::answer_empty, "http.answer.empty", errc::incomplete, "the server closed without an answer"},
    {fault::answer_reset, "http.answer.reset", errc::incomplete, "the server reset the connection amid its answer"},
    {fault::answer_size, "http.answer.size", errc::limit, "the answer is longer than this check reads"},
    {fault::not_http, "http.protocol", errc::malformed, "the server does not speak HTTP/1 (RFC 9112 section 4)"},
    {fault::version, "http.version", errc::malformed, "the answer is not HTTP/1.x (RFC 9112 section 2.3)"},
    {fault::status_malformed, "http.status.malformed", errc::malformed, "the status is not three digits (RFC 9112 4)"},
    {fault::status_size, "http.status.size", errc::limit, "the status line does not end"},
    {fault::bare_cr, "http.bare_cr", errc::malformed, "a CR without its LF (RFC 9112 section 2.2)"},
    {fault::head_eof, "http.head.eof", errc::incomplete, "the connection ended before the empty line (RFC 9112 8)"},
    {fault::head_size, "http.head.size", errc::limit, "the fields take more room than any server needs"},
    {fault::field_count, "http.field.count", errc::limit, "more fields than any server needs"},
    {fault::field_indented, "http.field.indented", errc::malformed, "the first field is indented (RFC 9112 2.2)"},
    {fault::field_colon, "http.field.colon", errc::malformed, "a field without a colon (RFC 9112 section 5)"},
    {fault::field_space, "http.field.space", errc::malformed, "a blank before a field's colon (RFC 9112 5.1)"},
    {fault::field_name, "http.field.name", errc::malformed, "a field's name is not a token (RFC 9110 section 5.1)"},
    {fault::field_value, "http.field.value", errc::malformed, "a control byte in a field (RFC 9110 section 5.5)"},
    {fault::interim_count, "http.interim.count", errc::limit, "one interim answer (1xx) after the other"},
    {fault::switching, "http.switching", errc::malformed, "101, though no other protocol was asked for (RFC 9110 15)"},
    {fault::length_invalid, "http.length.invalid", errc::malformed, "Content-Length is not a number (RFC 9112 6.3)"},
    {fault::length_overflow, "http.length.overflow", errc::limit, "Content-Length is past all bounds"},
    {fault::length_conflict, "http.length.conflict", errc::malformed, "two Content-Lengths that differ (RFC 9112 6.3)"},
    {fault::length_and_coding, "http.length.coding", errc::malformed,
     "Content-Length beside Transfer-Encoding: where the body ends is in doubt (RFC 9112 6.3)"},
    {fault::coding_unknown, "http.coding.unknown", errc::malformed,
     "a transfer coding that was not asked for (9112 7)"},
    {fault::coding_version, "http.coding.version", errc::malformed, "Transfer-Encoding in HTTP/1.0 (RFC 9112 6.1)"},
    {fault::body_short, "http.body.short", errc::incomplete, "the body is shorter than its Content-Length (9112 8)"},
    {fault::chunk_size, "chunk.size.malformed", errc::malformed, "a chunk size is not hexadecimal (RFC 9112 7.1)"},
    {fault::chunk_overflow, "chunk.size.overflow", errc::limit, "a chunk size is past all bounds (RFC 9112 7.1)"},
    {fault::chunk_extension, "chunk.extension.size", errc::limit, "a chunk's size line does not end"},
    {fault::chunk_end, "chunk.end", errc::malformed, "a chunk is longer than its size (RFC 9112 section 7.1)"},
    {fault::chunk_eof, "chunk.eof", errc::incomplete, "the body ended before its last chunk (RFC 9112 section 8)"},
    {fault::trailer_size, "chunk.trailer.size", errc::limit, "the fields behind the last chunk do not end"},
    {fault::redirect_missing, "redirect.location.missing", errc::malformed, "a redirect without Location"},
    {fault::redirect_malformed, "redirect.location.malformed", errc::malformed, "a redirect to what is no URL"},
    {fault::redirect_scheme, "redirect.scheme", errc::malformed, "a redirect away from http and https"},
    {fault::redirect_downgrade, "redirect.downgrade", errc::malformed, "a redirect from https to http"},
    {fault::redirect_loop, "redirect.loop", errc::malformed, "a redirect to an address that was just asked"},
    {fault::redirect_hops, "redirect.hops", errc::limit, "one redirect after the other"},
    {fault::redirect_origin, "redirect.origin", errc::failed, "a redirect that the policy does not follow"},
};

constexpr const fault_row& about(fault which);

// ---------------------------------------------------------------------------------------------------------------------

constexpr const fault_row& about(fault which) { return faults[static_cast<std::size_t>(which)]; }

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_FAULT_HPP

// ============================================================================================ maintkit/http/message.hpp

// Reads an HTTP/1.1 answer from bytes as they arrive, in whatever pieces: strict where clients disagree about where a
// message ends, bounded in every dimension, and done the moment the message is complete. No socket, no clock.
//
//   http::response_reader reader;
//   while (reader.feed(bytes_from_somewhere())) {}      // false: it has all it needs, or is broken
//   if (reader.failure() == http::fault::none) use(reader.message().status);
//
// Rules: RFC 9112 (message syntax) and RFC 9110. A bare LF ends a line and folded fields are joined, as both allow.
#ifndef MAINTKIT_HTTP_MESSAGE_HPP
#define MAINTKIT_HTTP_MESSAGE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

// Bytes, unless it says otherwise. Twice what any server in use sends.
struct limits {
  std::size_t total = std::size_t{256} * 1024;  // everything that is read, framing and interim answers included
  std::size_t status_line = std::size_t{8} * 1024;
  std::size_t head = std::size_t{64} * 1024;
  std::size_t fields = 256;  // a count
  std::size_t interim = 16;  // a count: answers 1xx before the real one
  std::size_t chunk_line = std::size_t{4} * 1024;
  std::size_t trailer = std::size_t{16} * 1024;
};

struct response {
  int status = 0;          // 100 to 999
  int minor = 1;           // of HTTP/1.x
  std::string reason;      // as the server wrote it: to be cleaned before it is shown
  std::string head;        // "name:value\n" each, folded lines joined, blanks around the value gone
  std::string body;        // only if asked for
  std::size_t length = 0;  // bytes of the body, kept or not

  // The first field of that name, in whatever case.
  std::optional<std::string_view> field(std::string_view name) const;
};

enum class keep_body : bool { no, yes };
enum class expects_body : bool { no, yes };  // no: the request was HEAD

class response_reader {
 public:
  explicit response_reader(const limits& bounds = {}, keep_body keep = keep_body::no,
                           expects_body body = expects_body::yes)
      : limits_(bounds), keep_(keep), expects_body_(body) {}

  // Takes the next bytes. True while more are wanted; what comes after the end of the message is ignored.
  bool feed(std::string_view bytes);
  // The connection was closed in good order: the end of a body without a length, or a fault.
  void finish();
  // Reading ended for a reason outside of the message, such as a deadline.
  void abandon(fault why) { fail(why); }

  bool complete() const { return at_ == state::done; }
  fault failure() const { return failure_; }
  const response& message() const { return message_; }
  std::size_t received() const { return received_; }
  bool in_body() const { return at_ > state::fields && at_ < state::done; }

 private:
  enum class state : std::uint8_t {
    status_line,
    fields,
    chunk_size,
    chunk_data,
    chunk_end,
    trailer,
    counted,      // a body with Content-Length
    until_close,  // a body that ends with the connection
    done,
    failed
  };

  bool wants_more() const { return at_ < state::done; }
  bool in_line() const { return at_ <= state::chunk_size || at_ == state::chunk_end || at_ == state::trailer; }
  void fail(fault why);
  void take_line(std::string_view& bytes);
  void take_body(std::string_view& bytes);
  std::size_t room() const;
  fault too_long() const;
  void line(std::string_view text);
  void status(std::string_view text);
  void field(std::string_view text);
  void end_of_head();
  fault frame();
  void chunk(std::string_view text);

  limits limits_;
  keep_body keep_;
  expects_body expects_body_;
  state at_ = state::status_line;
  fault failure_ = fault::none;
  std::size_t received_ = 0;
  std::size_t section_ = 0;  // bytes of the field section or trailer so far
  std::size_t fields_ = 0;
  std::size_t interim_ = 0;
  std::size_t left_ = 0;  // of the body or the chunk: at most limits::total
  std::string line_;      // the part of a line that has arrived
  response message_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// RFC 9110 section 5.6.2.
constexpr bool is_token_char(char c) {
  constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return maintkit::detail::is_alnum(c) || others.find(c) != std::string_view::npos;
}
constexpr bool is_token(std::string_view text) {
  return !text.empty() && maintkit::detail::span_of(text, is_token_char) == text.size();
}
// A field value holds no control bytes but the tab (RFC 9110 section 5.5).
constexpr bool is_value_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte != 0x7f) || c == '\t';
}

// Calls f(value) for each field of that name in a head, in order.
template <class F>
void each_field(std::string_view head, std::string_view name, F f) {
  while (!head.empty()) {
    std::string_view value = maintkit::detail::take_until(head, '\n');
    const std::string_view key = maintkit::detail::take_until(value, ':');
    if (maintkit::detail::equal_ignoring_case(key, name)) f(value);
  }
}

// RFC 9112 section 6.3: equal values may be repeated, in one list or several fields; anything else is beyond repair.
class content_length {
 public:
  std::optional<std::size_t> value;
  fault why = fault::none;

  void add(std::string_view list) {
    do {
      one(maintkit::detail::trim(maintkit::detail::take_until(list, ',')));
    } while (list.data() != nullptr && why == fault::none);
  }

 private:
  void one(std::string_view digits) {
    const bool numeric =
        !digits.empty() && maintkit::detail::span_of(digits, maintkit::detail::is_digit) == digits.size();
    const auto number = maintkit::detail::whole_number<std::size_t>(digits);
    if (!numeric) {
      why = fault::length_invalid;
    } else if (!number) {
      why = fault::length_overflow;
    } else if (value && *value != *number) {
      why = fault::length_conflict;
    } else {
      value = number;
    }
  }
};

}  // namespace detail

inline std::optional<std::string_view> response::field(std::string_view name) const {
  std::optional<std::string_view> found;
  detail::each_field(head, name, [&](std::string_view value) {
    if (!found) found = value;
  });
  return found;
}

inline bool response_reader::feed(std::string_view bytes) {
  const bool cut = bytes.size() > limits_.total - received_;
  if (cut) bytes = bytes.substr(0, limits_.total - received_);
  received_ += bytes.size();
  while (!bytes.empty() && wants_more()) in_line() ? take_line(bytes) : take_body(bytes);
  if (cut && wants_more()) fail(fault::answer_size);
  return wants_more();
}

inline void response_reader::finish() {
  switch (at_) {
    case state::status_line:
      // Behind an interim answer or inside of a line, an answer had begun.
      fail(received_ == 0 ? fault::answer_empty : fault::head_eof);
      break;
    case state::fields:
      fail(fault::head_eof);
      break;
    case state::counted:
      fail(fault::body_short);
      break;
    case state::until_close:
      at_ = state::done;
      break;
    case state::done:
    case state::failed:
      break;
    default:
      fail(fault::chunk_eof);
      break;
  }
}

inline void response_reader::fail(fault why) {
  failure_ = why;
  at_ = state::failed;
}

// Bytes that the current line may have.
inline std::size_t response_reader::room() const {
  switch (at_) {
    case state::status_line:
      return limits_.status_line;
    case state::fields:
      return limits_.head - section_;
    case state::trailer:
      return limits_.trailer - section_;
    case state::chunk_end:
      return 1;  // the CR
    default:
      return limits_.chunk_line;
  }
}

inline fault response_reader::too_long() const {
  switch (at_) {
    case state::status_line:
      return fault::status_size;
    case state::fields:
      return fault::head_size;
    case state::trailer:
      return fault::trailer_size;
    case state::chunk_end:
      return fault::chunk_end;
    default:
      return fault::chunk_extension;
  }
}

inline void response_reader::take_line(std::string_view& bytes) {
  constexpr std::string_view start = "HTTP/";
  const std::size_t end = bytes.find('\n');
  const std::string_view piece = bytes.substr(0, (std::min)(end, room() + 1 - line_.size()));
  line_ += piece;
  // Another protocol's greeting is known by its first byte: no need to wait for a line that may never end.
  if (at_ == state::status_line && start.substr(0, line_.size()) != line_.substr(0, start.size())) {
    return fail(fault::not_http);
  }
  if (line_.size() > room()) return fail(too_long());
  if (end == std::string_view::npos) return bytes.remove_prefix(bytes.size());
  bytes.remove_prefix(end + 1);
  section_ += line_.size();
  std::string_view text = line_;
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  text.find('\r') == std::string_view::npos ? line(text) : fail(fault::bare_cr);
  line_.clear();
}

inline void response_reader::take_body(std::string_view& bytes) {
  const std::size_t n = at_ == state::until_close ? bytes.size() : (std::min)(bytes.size(), left_);
  if (keep_ == keep_body::yes) message_.body += bytes.substr(0, n);
  message_.length += n;
  bytes.remove_prefix(n);
  if (at_ == state::until_close) return;
  left_ -= n;
  if (left_ == 0) at_ = at_ == state::chunk_data ? state::chunk_end : state::done;
}

inline void response_reader::line(std::string_view text) {
  switch (at_) {
    case state::status_line:
      return status(text);
    case state::fields:
      return text.empty() ? end_of_head() : field(text);
    case state::chunk_size:
      return chunk(text);
    case state::chunk_end:
      at_ = state::chunk_size;
      return text.empty() ? void() : fail(fault::chunk_end);
    default:
      if (!text.empty()) return field(text);
      at_ = state::done;
  }
}

// HTTP/1.d SP 3DIGIT [SP reason]. A status without reason and its blank is common enough to be let through.
inline void response_reader::status(std::string_view text) {
  using maintkit::detail::is_digit;
  section_ = 0;
  fields_ = 0;
  if (text.size() < 5) return fail(fault::not_http);
  text.remove_prefix(5);  // "HTTP/" was looked at as it came
  if (text.size() < 4 || text[0] != '1' || text[1] != '.' || !is_digit(text[2]) || text[3] != ' ') {
    return fail(fault::version);
  }
  message_.minor = text[2] - '0';
  text.remove_prefix(4);
  const auto code = maintkit::detail::whole_number<std::uint16_t>(text.substr(0, 3));
  if (!code || *code < 100 || text.size() < 3 || (text.size() > 3 && text[3] != ' ')) {
    return fail(fault::status_malformed);
  }
  message_.status = *code;
  message_.reason = text.size() > 4 ? text.substr(4) : std::string_view();
  at_ = state::fields;
}

// A field line of the head or of the trailer; of the latter nothing is kept.
inline void response_reader::field(std::string_view text) {
  const bool folded = maintkit::detail::is_blank(text[0]);
  if (folded && fields_ == 0) return fail(fault::field_indented);
  const std::size_t colon = text.find(':');
  if (!folded) {
    if (colon == std::string_view::npos) return fail(fault::field_colon);
    const std::string_view name = text.substr(0, colon);
    if (!name.empty() && maintkit::detail::is_blank(name.back())) return fail(fault::field_space);
    if (!detail::is_token(name)) return fail(fault::field_name);
    if (++fields_ > limits_.fields) return fail(fault::field_count);
  }
  const std::string_view value = folded ? text : text.substr(colon + 1);
  if (maintkit::detail::span_of(value, detail::is_value_char) != value.size()) return fail(fault::field_value);
  if (at_ == state::trailer) return;
  // RFC 9112 section 5.2: a user agent joins a folded line with a blank.
  std::string& head = message_.head;
  if (folded) head.back() = ' ';
  if (!folded) head.append(text.substr(0, colon)) += ':';
  head.append(maintkit::detail::trim(value)) += '\n';
}

inline void response_reader::end_of_head() {
  const int status = message_.status;
  if (status == 101) return fail(fault::switching);
  if (status < 200) {
    if (++interim_ > limits_.interim) return fail(fault::interim_count);
    message_ = {};
    at_ = state::status_line;
    return;
  }
  section_ = 0;
  fields_ = 0;
  if (expects_body_ == expects_body::no || status == 204 || status == 304) {
    at_ = state::done;
    return;
  }
  if (const fault why = frame(); why != fault::none) fail(why);
}

// Where the body ends, in the order of RFC 9112 section 6.3.
inline fault response_reader::frame() {
  std::size_t codings = 0;
  bool chunked = true;
  detail::content_length length;
  detail::each_field(message_.head, "transfer-encoding", [&](std::string_view value) {
    ++codings;
    chunked = chunked && maintkit::detail::equal_ignoring_case(value, "chunked");
  });
  detail::each_field(message_.head, "content-length", [&](std::string_view value) { length.add(value); });
  if (length.why != fault::none) return length.why;
  if (codings > 0) {
    // No TE field was sent, so chunked, once, is all that may come.
    if (!chunked || codings > 1) return fault::coding_unknown;
    if (length.value) return fault::length_and_coding;
    if (message_.minor == 0) return fault::coding_version;
    at_ = state::chunk_size;
    return fault::none;
  }
  if (!length.value) {
    at_ = state::until_close;
    return fault::none;
  }
  if (*length.value > limits_.total) return fault::answer_size;
  left_ = *length.value;
  at_ = left_ > 0 ? state::counted : state::done;
  return fault::none;
}

// 1*HEXDIG [BWS ";" extensions]
inline void response_reader::chunk(std::string_view text) {
  const std::size_t digits =
      maintkit::detail::span_of(text, [](char c) { return maintkit::detail::hex_value(c) >= 0; });
  const std::string_view rest = maintkit::detail::trim(text.substr(digits));
  if (digits == 0 || (!rest.empty() && rest[0] != ';')) return fail(fault::chunk_size);
  std::size_t size = 0;
  for (const char c : text.substr(0, digits)) {
    if (size > static_cast<std::size_t>(-1) / 16) return fail(fault::chunk_overflow);
    size = size * 16 + static_cast<std::size_t>(maintkit::detail::hex_value(c));
  }
  if (size > limits_.total) return fail(fault::answer_size);
  left_ = size;
  section_ = 0;
  at_ = left_ > 0 ? state::chunk_data : state::trailer;
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_MESSAGE_HPP

// ============================================================================================ maintkit/http/resolve.hpp

// From a host to the addresses behind it, within a deadline. getaddrinfo() keeps its own time (20 s and more on a dead
// name server) and can't be stopped; so it runs in a child process, which can. Numbers and "localhost" need none of
// that.
//
//   const auto found = http::find_addresses("db.example.org", {}, 80, by);
//   for (const http::address& a : found.list) connect(fd, a.get(), a.size);
#ifndef MAINTKIT_HTTP_RESOLVE_HPP
#define MAINTKIT_HTTP_RESOLVE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

// Where to connect to. One type for all three families, as connect() wants it.
struct address {
  union {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
    sockaddr_un local;
  };
  socklen_t size = 0;

  address() : local{} {}
  const sockaddr* get() const { return &any; }
  int family() const { return any.sa_family; }
};

// "127.0.0.1:80", "[::1]:80", "/run/app.sock": for messages.
std::string to_string(const address& a);

struct addresses {
  fault why = fault::none;
  std::vector<address> list;  // in the order to try: families alternate (RFC 8305 section 4); at most 32
};

// A socket in the file system; a path that is too long for one gives an empty list.
addresses socket_address(std::string_view path);

// "localhost" and what ends in ".localhost" is the loopback whatever the resolver says (RFC 6761 section 6.3).
addresses find_addresses(const std::string& host, const std::string& zone, std::uint16_t port,
                         const maintkit::detail::deadline& by);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t most_addresses = 32;

inline address ipv4(const in_addr& ip, std::uint16_t port) {
  address out;
  out.v4 = {};
  out.v4.sin_family = AF_INET;
  out.v4.sin_addr = ip;
  out.v4.sin_port = htons(port);
  out.size = sizeof out.v4;
  return out;
}

inline address ipv6(const in6_addr& ip, std::uint16_t port, std::uint32_t scope = 0) {
  address out;
  out.v6 = {};
  out.v6.sin6_family = AF_INET6;
  out.v6.sin6_addr = ip;
  out.v6.sin6_port = htons(port);
  out.v6.sin6_scope_id = scope;
  out.size = sizeof out.v6;
  return out;
}

inline bool is_localhost(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  constexpr std::string_view name = "localhost";
  if (host.size() > name.size() && host[host.size() - name.size() - 1] == '.') {
    host.remove_prefix(host.size() - name.size());
  }
  return maintkit::detail::equal_ignoring_case(host, name);
}

// Turns the order of getaddrinfo into one where the families alternate, beginning with the first's.
inline std::vector<address> interleaved(const std::vector<address>& list) {
  std::vector<address> out;
  std::vector<address> first;
  std::vector<address> other;
  for (const address& a : list) (a.family() == list[0].family() ? first : other).push_back(a);
  for (std::size_t i = 0; i < first.size() || i < other.size(); ++i) {
    if (i < first.size()) out.push_back(first[i]);
    if (i < other.size()) out.push_back(other[i]);
  }
  return out;
}

// What the child reports: at most 32 addresses in one write, which a pipe takes whole (PIPE_BUF is 512 at least, 4096
// on Linux; a longer one is read in pieces).
struct lookup_answer {
  fault why = fault::none;
  std::uint32_t count = 0;
  struct entry {
    bool is_v6;
    std::uint32_t scope;
    unsigned char ip[16];
  } entries[most_addresses];
};

inline void look_up(const char* host, lookup_answer& out) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int status = ::getaddrinfo(host, nullptr, &hints, &list);
  if (status != 0) {
#ifdef EAI_NODATA
    const bool no_data = status == EAI_NODATA;
#else
    const bool no_data = false;
#endif
    out.why = status == EAI_NONAME || no_data ? fault::dns_not_found : fault::dns_failed;
    return;
  }
  for (const addrinfo* a = list; a != nullptr && out.count < most_addresses; a = a->ai_next) {
    lookup_answer::entry& e = out.entries[out.count];
    if (a->ai_family == AF_INET) {
      sockaddr_in v4{};
      std::memcpy(&v4, a->ai_addr, sizeof v4);
      std::memcpy(e.ip, &v4.sin_addr, sizeof v4.sin_addr);
    } else if (a->ai_family == AF_INET6) {
      sockaddr_in6 v6{};
      std::memcpy(&v6, a->ai_addr, sizeof v6);
      std::memcpy(e.ip, &v6.sin6_addr, sizeof v6.sin6_addr);
      e.scope = v6.sin6_scope_id;
      e.is_v6 = true;
    } else {
      continue;
    }
    ++out.count;
  }
  ::freeaddrinfo(list);
  if (out.count == 0) out.why = fault::dns_not_found;
}

// The child's life: it must not outlive the deadline even if its parent is gone.
[[noreturn]] inline void resolver_child(int out, const char* host, std::int64_t left) {
  ::signal(SIGALRM, SIG_DFL);
  ::alarm(static_cast<unsigned>(left / maintkit::detail::second + 1));
  lookup_answer answer{};
  look_up(host, answer);
  const char* bytes = reinterpret_cast<const char*>(&answer);
  for (std::size_t at = 0; at < sizeof answer;) {
    const ssize_t n = ::write(out, bytes + at, sizeof answer - at);
    if (n <= 0) break;
    at += static_cast<std::size_t>(n);
  }
  ::_exit(0);
}

// Reads the whole answer, or says that it did not come in time or at all.
inline fault await_answer(int in, lookup_answer& answer, const maintkit::detail::deadline& by) {
  char* bytes = reinterpret_cast<char*>(&answer);
  for (std::size_t at = 0; at < sizeof answer;) {
    if (by.passed()) return fault::dns_timeout;
    pollfd ready{in, POLLIN, 0};
    if (::poll(&ready, 1, by.poll_timeout()) <= 0) continue;
    const ssize_t n = ::read(in, bytes + at, sizeof answer - at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fault::dns_failed;
    at += static_cast<std::size_t>(n);
  }
  return answer.why;
}

inline fault ask_resolver(const std::string& host, lookup_answer& answer, const maintkit::detail::deadline& by) {
  int ends[2];
  if (::pipe(ends) != 0) return fault::dns_failed;
  const maintkit::detail::unique_fd in(ends[0]);
  maintkit::detail::unique_fd out(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) resolver_child(ends[1], host.c_str(), by.left());
  if (child < 0) return fault::dns_failed;
  out.reset();
  const fault why = await_answer(in.get(), answer, by);
  ::kill(child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  return why;
}

}  // namespace detail

inline std::string to_string(const address& a) {
  char text[INET6_ADDRSTRLEN] = "";
  if (a.family() == AF_UNIX) return a.local.sun_path;
  if (a.family() == AF_INET) {
    ::inet_ntop(AF_INET, &a.v4.sin_addr, text, sizeof text);
    return std::string(text) + ':' + std::to_string(ntohs(a.v4.sin_port));
  }
  ::inet_ntop(AF_INET6, &a.v6.sin6_addr, text, sizeof text);
  return '[' + std::string(text) + "]:" + std::to_string(ntohs(a.v6.sin6_port));
}

inline addresses socket_address(std::string_view path) {
  addresses out;
  address a;
  if (path.empty() || path.size() >= sizeof a.local.sun_path) return {fault::connect_missing, {}};
  a.local.sun_family = AF_UNIX;
  std::memcpy(a.local.sun_path, path.data(), path.size());
  a.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + 1);
  out.list.push_back(a);
  return out;
}

inline addresses find_addresses(const std::string& host, const std::string& zone, std::uint16_t port,
                                const maintkit::detail::deadline& by) {
  addresses out;
  in_addr v4{};
  in6_addr v6{};
  if (::inet_pton(AF_INET, host.c_str(), &v4) == 1) {
    out.list.push_back(detail::ipv4(v4, port));
  } else if (::inet_pton(AF_INET6, host.c_str(), &v6) == 1) {
    const unsigned scope = zone.empty() ? 0 : ::if_nametoindex(zone.c_str());
    if (!zone.empty() && scope == 0) return {fault::dns_not_found, {}};
    out.list.push_back(detail::ipv6(v6, port, scope));
  } else if (detail::is_localhost(host)) {
    out.list.push_back(detail::ipv6(in6addr_loopback, port));
    v4.s_addr = htonl(INADDR_LOOPBACK);
    out.list.push_back(detail::ipv4(v4, port));
  } else {
    detail::lookup_answer answer{};
    out.why = detail::ask_resolver(host, answer, by);
    if (out.why != fault::none) return out;
    for (std::uint32_t i = 0; i < answer.count && i < detail::most_addresses; ++i) {
      const auto& e = answer.entries[i];
      std::memcpy(&v4, e.ip, sizeof v4);
      std::memcpy(&v6, e.ip, sizeof v6);
      out.list.push_back(e.is_v6 ? detail::ipv6(v6, port, e.scope) : detail::ipv4(v4, port));
    }
    out.list = detail::interleaved(out.list);
  }
  return out;
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_RESOLVE_HPP

// ============================================================================================= maintkit/http/socket.hpp

// One request and its answer over a socket, under one deadline. All addresses are raced (RFC 8305), also within a
// family: where the first one is silent, the second is tried 250 ms later and the first to connect wins.
//
//   const auto by = detail::deadline::after(10 * detail::second);
//   http::response_reader reader;
//   const auto how = http::exchange(http::find_addresses("127.0.0.1", {}, 8345, by).list, "GET / HTTP/1.1\r\n…",
//   reader, by);
#ifndef MAINTKIT_HTTP_SOCKET_HPP
#define MAINTKIT_HTTP_SOCKET_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

// Nanoseconds from the start of the phase before; 0: not reached, or nothing to do.
struct phases {
  std::int64_t resolve = 0;
  std::int64_t connect = 0;
  std::int64_t tls = 0;
  std::int64_t processing = 0;  // from the request to the first byte of the answer
  std::int64_t transfer = 0;    // from there to the end of the message

  std::int64_t total() const { return resolve + connect + tls + processing + transfer; }
};

struct connection {
  maintkit::detail::unique_fd socket;  // non-blocking
  address peer;
  fault why = fault::none;  // if there is no socket: how the last address failed
};

// The first address to accept. One that is silent delays the next by 250 ms, one that refuses by nothing.
connection connect_first(const std::vector<address>& list, const maintkit::detail::deadline& by);

struct exchange_result {
  fault why = fault::none;
  address peer;
  phases times;  // of connect, processing and transfer
};

// Connects, sends `request`, feeds `reader` until the message is complete, broken or late, and closes: it waits for no
// end of the connection that the message does not need.
exchange_result exchange(const std::vector<address>& list, std::string_view request, response_reader& reader,
                         const maintkit::detail::deadline& by);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::int64_t attempt_delay = 250 * maintkit::detail::millisecond;  // RFC 8305 section 5

inline fault connect_fault(int number) {
  switch (number) {
    case ECONNREFUSED:
      return fault::connect_refused;
    case ENOENT:
      return fault::connect_missing;
    case EACCES:
    case EPERM:
      return fault::connect_denied;
    case ETIMEDOUT:
      return fault::connect_timeout;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
      return fault::connect_unreachable;
    default:
      return fault::connect_failed;
  }
}

inline maintkit::detail::unique_fd open_socket(int family) {
#if defined(SOCK_NONBLOCK) && defined(SOCK_CLOEXEC)
  return maintkit::detail::unique_fd(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
#else
  maintkit::detail::unique_fd fd(::socket(family, SOCK_STREAM, 0));
  if (fd) {
    ::fcntl(fd.get(), F_SETFD, FD_CLOEXEC);
    ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
  }
  return fd;
#endif
}

// A port in the range that the kernel hands out can, on the loopback and with nobody listening, be connected to itself.
// That is no server.
inline bool is_itself(int fd, const address& peer) {
  if (peer.family() == AF_UNIX) return false;
  address own;
  own.size = sizeof(sockaddr_storage) < sizeof own.local ? sizeof(sockaddr_storage) : sizeof own.local;
  if (::getsockname(fd, &own.any, &own.size) != 0 || own.family() != peer.family()) return false;
  if (peer.family() == AF_INET) {
    return own.v4.sin_port == peer.v4.sin_port && own.v4.sin_addr.s_addr == peer.v4.sin_addr.s_addr;
  }
  return own.v6.sin6_port == peer.v6.sin6_port &&
         std::memcmp(&own.v6.sin6_addr, &peer.v6.sin6_addr, sizeof own.v6.sin6_addr) == 0;
}

// The race: attempts under way, the next one's turn, and how the last one to fail did.
class race {
 public:
  race(const std::vector<address>& list, const maintkit::detail::deadline& by) : list_(list), by_(by) {}

  connection run() {
    while (!by_.passed()) {
      if (next_ < list_.size() && maintkit::detail::ticks() >= turn_) start();
      if (won_) return {std::move(won_), list_[winner_], fault::none};
      if (fds_.empty() && next_ == list_.size()) return {{}, {}, last_};
      if (!fds_.empty()) wait();
      if (won_) return {std::move(won_), list_[winner_], fault::none};
    }
    return {{}, {}, fault::connect_timeout};
  }

 private:
  struct attempt {
    maintkit::detail::unique_fd fd;
    std::size_t index;
  };

  void start() {
    const std::size_t index = next_;
    auto fd = open_socket(list_[index].family());
    const int status = fd ? ::connect(fd.get(), list_[index].get(), list_[index].size) : -1;
    const int number = status == 0 ? 0 : errno;
    if (number == EAGAIN && list_[index].family() == AF_UNIX) {
      // A full queue. The kernel tells no more when it empties: ask again.
      ::poll(nullptr, 0, (std::min)(20, by_.poll_timeout()));
      return;
    }
    ++next_;
    turn_ = maintkit::detail::ticks() + attempt_delay;
    if (number == EINPROGRESS) {
      fds_.push_back({std::move(fd), index});
    } else {
      settle(std::move(fd), index, number);
    }
  }

  void settle(maintkit::detail::unique_fd fd, std::size_t index, int number) {
    if (number == 0 && is_itself(fd.get(), list_[index])) number = ECONNREFUSED;
    if (number == 0) {
      won_ = std::move(fd);
      winner_ = index;
      return;
    }
    last_ = connect_fault(number);
    turn_ = 0;
  }

  void wait() {
    std::vector<pollfd> polled;
    nfds_t count = 0;
    for (; count < fds_.size(); ++count) polled.push_back({fds_[count].fd.get(), POLLOUT, 0});
    std::int64_t most = by_.left();
    if (next_ < list_.size()) most = (std::min)(most, turn_ - maintkit::detail::ticks());
    if (::poll(polled.data(), count, maintkit::detail::poll_milliseconds(most)) <= 0) return;
    for (std::size_t i = polled.size(); i-- > 0 && !won_;) {
      if (polled[i].revents == 0) continue;
      int number = 0;
      socklen_t size = sizeof number;
      if (::getsockopt(polled[i].fd, SOL_SOCKET, SO_ERROR, &number, &size) != 0) number = errno;
      attempt done = std::move(fds_[i]);
      fds_.erase(fds_.begin() + static_cast<std::ptrdiff_t>(i));
      settle(std::move(done.fd), done.index, number);
    }
  }

  const std::vector<address>& list_;
  const maintkit::detail::deadline& by_;
  std::vector<attempt> fds_;
  std::size_t next_ = 0;
  std::int64_t turn_ = 0;  // when the next one may start
  fault last_ = fault::connect_failed;
  maintkit::detail::unique_fd won_;
  std::size_t winner_ = 0;
};

inline fault send_all(int fd, std::string_view bytes, const maintkit::detail::deadline& by) {
  while (!bytes.empty()) {
    if (by.passed()) return fault::send_timeout;
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EAGAIN) {
      pollfd ready{fd, POLLOUT, 0};
      ::poll(&ready, 1, by.poll_timeout());
    } else if (errno != EINTR) {
      return fault::send_failed;
    }
  }
  return fault::none;
}

inline fault late(const response_reader& reader) {
  if (reader.received() == 0) return fault::answer_timeout;
  return reader.in_body() ? fault::body_timeout : fault::head_timeout;
}

// Reads to the end of the message. `first` becomes the moment of the first byte.
inline void receive(int fd, response_reader& reader, std::int64_t& first, const maintkit::detail::deadline& by) {
  char piece[std::size_t{16} * 1024];
  for (;;) {
    if (by.passed()) return reader.abandon(late(reader));
    pollfd ready{fd, POLLIN, 0};
    if (::poll(&ready, 1, by.poll_timeout()) <= 0) continue;
    const ssize_t n = ::recv(fd, piece, sizeof piece, 0);
    if (n == 0) return reader.finish();
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (n < 0) return reader.abandon(fault::answer_reset);
    if (first == 0) first = maintkit::detail::ticks();
    if (!reader.feed({piece, static_cast<std::size_t>(n)})) return;
  }
}

}  // namespace detail

inline connection connect_first(const std::vector<address>& list, const maintkit::detail::deadline& by) {
  return detail::race(list, by).run();
}

inline exchange_result exchange(const std::vector<address>& list, std::string_view request, response_reader& reader,
                                const maintkit::detail::deadline& by) {
  exchange_result out;
  const std::int64_t start = maintkit::detail::ticks();
  const connection c = connect_first(list, by);
  const std::int64_t connected = maintkit::detail::ticks();
  out.times.connect = connected - start;
  out.peer = c.peer;
  out.why = c.why;
  if (!c.socket) return out;

  out.why = detail::send_all(c.socket.get(), request, by);
  if (out.why == fault::send_timeout) return out;
  // A server may answer, and close, before it has read the whole request: what it said counts.
  std::int64_t first = 0;
  detail::receive(c.socket.get(), reader, first, by);
  const std::int64_t end = maintkit::detail::ticks();
  out.times.processing = (first == 0 ? end : first) - connected;
  out.times.transfer = first == 0 ? 0 : end - first;
  if (reader.complete()) {
    out.why = fault::none;
  } else if (out.why == fault::none || reader.received() > 0) {
    out.why = reader.failure();
  }
  return out;
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_SOCKET_HPP

// ================================================================================================ maintkit/http/url.hpp

// Addresses of http services, strictly after RFC 3986: what a checker may send on, and nothing it would have to guess.
//
//   constexpr auto u = maintkit::http::parse_url("http://user:pw@[::1]:8345/healthcheck/?full#top");
//   u->host            "::1"
//   u->target          "/healthcheck/?full"      the fragment is never sent
//   authority(*u)      "[::1]:8345"              user and password are never shown
//   parse_url("http+unix://%2Frun%2Fapp.sock/healthcheck/")      a socket in the file system
#ifndef MAINTKIT_HTTP_URL_HPP
#define MAINTKIT_HTTP_URL_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

enum class scheme : std::uint8_t { http, https, unix_socket };
enum class host_kind : std::uint8_t { name, ipv4, ipv6, path };

// Views into the text that was parsed, which must outlive it.
struct url {
  http::scheme scheme = http::scheme::http;
  host_kind kind = host_kind::name;
  std::string_view userinfo;  // before the last '@'; percent-encoded; never shown
  std::string_view host;      // as written, without brackets and zone; of a unix socket the percent-encoded path
  std::string_view zone;      // "eth0" of [fe80::1%25eth0] (RFC 6874)
  std::uint16_t port = 80;    // 0: a unix socket has none
  std::string_view path;      // "/healthcheck/" or empty
  std::string_view target;    // path and query as written: empty or "?…" where the path is
};

// Bytes outside of RFC 3986, bad %-sequences, "127.1" and "0x7f000001", ports past 65535 and any other scheme are
// refused; names outside of ASCII must be given in punycode.
constexpr parsed<url> parse_url(std::string_view text);

// True for a dotted quad: four decimal numbers up to 255 without leading zeros (RFC 3986 section 3.2.2).
constexpr bool is_ipv4(std::string_view text);
// True for the text form of an IPv6 address without brackets and zone (RFC 4291 section 2.2).
constexpr bool is_ipv6(std::string_view text);

constexpr std::uint16_t default_port(scheme s);

// What goes into the Host field: lower case, brackets where needed, no zone, the port only where it is not the default
// one. A unix socket answers "localhost".
std::string authority(const url& u);

// The address as it may be shown or logged: without user, password and fragment.
std::string to_string(const url& u);

// What is put on the request line: the target, with its "/" where the path is empty.
std::string request_target(const url& u);

// %XX decoded; the text must have passed parse_url.
std::string percent_decoded(std::string_view text);

// `reference` (a Location) seen from `base`, as a whole URL without fragment (RFC 3986 section 5.2). The result is
// still to be parsed: it may be an address that nothing here can ask.
std::string resolve(const url& base, std::string_view reference);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using maintkit::detail::hex_value;
using maintkit::detail::is_alnum;
using maintkit::detail::is_digit;
using maintkit::detail::lower;

constexpr std::size_t longest = 8 * 1024;    // of a URL: servers take 8 KiB on a request line at most
constexpr std::size_t longest_host = 253;    // RFC 1035 section 2.3.4, as text
constexpr std::size_t longest_label = 63;    // likewise
constexpr std::size_t longest_socket = 107;  // sun_path on Linux, less its NUL

constexpr bool is_url_byte(char c) {
  constexpr std::string_view others = "-._~:/?#[]@!$&'()*+,;=%";  // RFC 3986 section 2
  return is_alnum(c) || others.find(c) != std::string_view::npos;
}

// Offset of the first byte that no URL holds, or of a '%' that two hexadecimal digits don't follow; or npos.
constexpr std::size_t byte_fault(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_url_byte(text[i])) return i;
    if (text[i] == '%' && (text.size() - i < 3 || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)) return i;
  }
  return std::string_view::npos;
}

// True where the last label reads as a number: then only a dotted quad is meant ("127.1" is 127.0.0.1 to inet_aton, and
// to nobody else).
constexpr bool ends_in_number(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  const std::size_t dot = host.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? host : host.substr(dot + 1);
  if (last.empty()) return false;
  if (last.size() > 1 && last[0] == '0' && lower(last[1]) == 'x') return true;
  for (const char c : last) {
    if (!is_digit(c)) return false;
  }
  return true;
}

constexpr bool is_name(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  if (host.empty() || host.size() > longest_host) return false;
  std::size_t label = 0;
  for (const char c : host) {
    if (c == '.' ? label == 0 : !is_alnum(c) && c != '-' && c != '_') return false;
    label = c == '.' ? 0 : label + 1;
    if (label > longest_label) return false;
  }
  return label > 0;
}

// How many 16-bit groups the text writes out, or -1; a dotted quad at the end counts as two.
constexpr int ipv6_groups(std::string_view text, bool may_end_in_ipv4) {
  int groups = 0;
  while (!text.empty()) {
    const std::size_t n = maintkit::detail::span_of(text, [](char c) { return hex_value(c) >= 0; });
    if (may_end_in_ipv4 && n < text.size() && text[n] == '.') return is_ipv4(text) ? groups + 2 : -1;
    if (n == 0 || n > 4) return -1;
    ++groups;
    text.remove_prefix(n);
    if (text.empty()) break;
    if (text[0] != ':' || text.size() == 1) return -1;
    text.remove_prefix(1);
  }
  return groups;
}

constexpr std::size_t decoded_size(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size(); i += text[i] == '%' ? 3u : 1u) ++n;
  return n;
}

struct authority_reader {
  std::string_view text;  // the whole URL, for offsets
  url out{};

  constexpr parse_error fault(const char* expected, std::string_view at) const {
    const auto offset = static_cast<std::size_t>(at.data() - text.data());
    return {errc::malformed, expected, offset, at.size()};
  }

  constexpr parsed<url> read(std::string_view authority) {
    if (out.scheme == scheme::unix_socket) return socket(authority);
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
      out.userinfo = authority.substr(0, at);
      authority.remove_prefix(at + 1);
    }
    return !authority.empty() && authority[0] == '[' ? bracketed(authority) : named(authority);
  }

  constexpr parsed<url> socket(std::string_view authority) {
    out.kind = host_kind::path;
    out.host = authority;
    out.port = 0;
    const std::string_view slash = authority.substr(0, 3);
    if (slash != "%2F" && slash != "%2f") return fault("the socket's absolute path, its slashes as %2F", authority);
    if (decoded_size(authority) > longest_socket) return fault("a socket path of at most 107 bytes", authority);
    if (authority.find("%00") != std::string_view::npos) return fault("a path without a NUL byte", authority);
    return out;
  }

  constexpr parsed<url> bracketed(std::string_view authority) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return fault("']' behind the IPv6 address", authority);
    out.kind = host_kind::ipv6;
    out.host = authority.substr(1, close - 1);
    const std::size_t percent = out.host.find('%');
    if (percent != std::string_view::npos) {
      out.zone = out.host.substr(percent);
      out.host = out.host.substr(0, percent);
      if (out.zone.substr(0, 3) != "%25" || out.zone.size() == 3 || out.zone.find('%', 1) != std::string_view::npos) {
        return fault("an interface behind %25, as in %25eth0", out.zone);
      }
      out.zone.remove_prefix(3);
    }
    if (!is_ipv6(out.host)) return fault("an IPv6 address between the brackets", out.host);
    return port(authority.substr(close + 1));
  }

  constexpr parsed<url> named(std::string_view authority) {
    const std::size_t colon = authority.find(':');
    out.host = authority.substr(0, colon);
    out.kind = is_ipv4(out.host) ? host_kind::ipv4 : host_kind::name;
    if (out.kind == host_kind::name && ends_in_number(out.host)) {
      return fault("a dotted quad: four numbers of at most 255", out.host);
    }
    if (out.kind == host_kind::name && !is_name(out.host))
      return fault("a host name (in punycode) or address", out.host);
    return port(colon == std::string_view::npos ? authority.substr(authority.size()) : authority.substr(colon));
  }

  constexpr parsed<url> port(std::string_view rest) {
    out.port = default_port(out.scheme);
    if (rest.empty()) return out;
    if (rest[0] != ':') return fault("':' and a port, or '/'", rest);
    rest.remove_prefix(1);
    if (rest.empty()) return out;  // RFC 3986 section 3.2.3: an empty port is the default one
    const auto number = maintkit::detail::whole_number<std::uint16_t>(rest);
    if (!number || *number == 0) return fault("a port from 1 to 65535", rest);
    out.port = *number;
    return out;
  }
};

// RFC 3986 section 5.2.4.
inline std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = path.find('/', 1);
    const std::string_view segment = path.substr(0, end);
    const bool last = end == std::string_view::npos;
    path = last ? std::string_view() : path.substr(end);
    if (segment == "/." || segment == "/..") {
      if (segment == "/..") out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
      if (last) out += '/';
    } else {
      out += segment;
    }
  }
  return out;
}

// "http://host", as to_string starts.
inline std::string origin(const url& u) {
  if (u.scheme == scheme::unix_socket) return "http+unix://" + std::string(u.host);
  const std::string start = u.scheme == scheme::https ? "https://" : "http://";
  const std::string zone = u.zone.empty() ? "" : "%25" + std::string(u.zone);
  std::string host = authority(u);
  if (!zone.empty()) host.insert(host.find(']'), zone);
  return start + host;
}

constexpr bool has_scheme(std::string_view reference) {
  const std::size_t n =
      maintkit::detail::span_of(reference, [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; });
  return n > 0 && maintkit::detail::is_alpha(reference[0]) && n < reference.size() && reference[n] == ':';
}

}  // namespace detail

constexpr std::uint16_t default_port(scheme s) {
  return s == scheme::http ? std::uint16_t{80} : s == scheme::https ? std::uint16_t{443} : std::uint16_t{0};
}

constexpr bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    const std::size_t n = maintkit::detail::span_of(text, maintkit::detail::is_digit);
    const auto number = maintkit::detail::whole_number<std::uint8_t>(text.substr(0, n));
    if (!number || (n > 1 && text[0] == '0')) return false;
    text.remove_prefix(n);
    if (part == 3) break;
    if (text.empty() || text[0] != '.') return false;
    text.remove_prefix(1);
  }
  return text.empty();
}

constexpr bool is_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return detail::ipv6_groups(text, true) == 8;
  const int before = detail::ipv6_groups(text.substr(0, gap), false);
  const int behind = detail::ipv6_groups(text.substr(gap + 2), true);
  return before >= 0 && behind >= 0 && before + behind < 8;
}

constexpr parsed<url> parse_url(std::string_view text) {
  using namespace detail;
  if (text.size() > longest) return parse_error{errc::limit, "at most 8192 bytes", longest, text.size() - longest};
  const std::size_t bad = byte_fault(text);
  if (bad != std::string_view::npos) {
    return parse_error{errc::malformed,
                       text[bad] == '%' ? "two hexadecimal digits behind '%'"
                                        : "a byte that a URL may hold (others as %XX, names in punycode)",
                       bad, 1};
  }
  struct row {
    std::string_view prefix;
    http::scheme scheme;
  };
  constexpr row schemes[] = {
      {"http://", scheme::http}, {"https://", scheme::https}, {"http+unix://", scheme::unix_socket}};
  for (const row& r : schemes) {
    if (!maintkit::detail::equal_ignoring_case(text.substr(0, r.prefix.size()), r.prefix)) continue;
    const std::string_view rest = text.substr(r.prefix.size());
    const std::string_view sent = rest.substr(0, rest.find('#'));
    const std::size_t end = sent.find_first_of("/?");
    authority_reader reader{text};
    reader.out.scheme = r.scheme;
    auto u = reader.read(sent.substr(0, end));
    if (!u || end == std::string_view::npos) return u;
    u->target = sent.substr(end);
    u->path = u->target.substr(0, u->target.find('?'));
    return u;
  }
  return parse_error{errc::malformed, "http://, https:// or http+unix://", 0, 0};
}

inline std::string authority(const url& u) {
  if (u.kind == host_kind::path) return "localhost";
  std::string out;
  if (u.kind == host_kind::ipv6) out += '[';
  for (const char c : u.host) out += detail::lower(c);
  if (u.kind == host_kind::ipv6) out += ']';
  if (u.port != default_port(u.scheme)) out += ":" + std::to_string(u.port);
  return out;
}

inline std::string request_target(const url& u) {
  return u.path.empty() ? "/" + std::string(u.target) : std::string(u.target);
}

inline std::string to_string(const url& u) { return detail::origin(u) + request_target(u); }

inline std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || text.size() - i < 3) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(detail::hex_value(text[i + 1]) * 16 + detail::hex_value(text[i + 2]));
    i += 2;
  }
  return out;
}

inline std::string resolve(const url& base, std::string_view reference) {
  reference = reference.substr(0, reference.find('#'));
  if (detail::has_scheme(reference)) return std::string(reference);
  if (reference.substr(0, 2) == "//")
    return (base.scheme == scheme::https ? "https:" : "http:") + std::string(reference);
  if (reference.empty()) return to_string(base);
  if (reference[0] == '?')
    return detail::origin(base) + (base.path.empty() ? "/" : std::string(base.path)) + std::string(reference);

  const std::size_t question = reference.find('?');
  std::string path(reference.substr(0, question));
  if (path[0] != '/')
    path.insert(0, base.path.empty() ? "/" : std::string(base.path.substr(0, base.path.rfind('/') + 1)));
  const std::string_view query = question == std::string_view::npos ? std::string_view() : reference.substr(question);
  return detail::origin(base) + detail::without_dots(path) + std::string(query);
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_URL_HPP

// ==================================================================================================== maintkit/http.hpp

// One GET that ends when it was told to, and says exactly how it went. Whatever the server does: at most `timeout`
// long, at most `bounds.total` bytes read, no credential to another origin, nothing followed that was not asked for.
//
//   maintkit::http::request ask;
//   ask.host = "tickets.example.org";                                     // the Host field; the connection stays local
//   const auto got = maintkit::http::get("http://127.0.0.1:8345/healthcheck/", ask);
//   if (got && got->why == http::fault::none) use(got->message.status);
#ifndef MAINTKIT_HTTP_HPP
#define MAINTKIT_HTTP_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

// Which redirects are followed. From https to http, and to any other scheme, none is.
enum class follow : std::uint8_t {
  none,
  same_origin,  // scheme, host and port stay
  host,         // the host stays
  any,
};

struct named_field {
  std::string name;
  std::string value;
};

struct request {
  std::int64_t timeout = 10 * maintkit::detail::second;  // nanoseconds for everything: names, redirects, the last byte
  std::string host;                                      // the Host field, "NAME[:PORT]"; empty: the address's
  std::string connect;                                   // "ADDRESS[:PORT]" to connect to; empty: the address's
  std::string unix_socket;                               // the path of a socket to connect to instead
  std::vector<named_field> fields;  // more fields; like the user and password of the address, only for its own origin
  http::follow follow = follow::none;
  int hops = 5;  // redirects in a row
  limits bounds;
  keep_body keep = keep_body::no;
};

struct answer {
  fault why = fault::none;
  response message;      // of the last hop, as far as it came
  phases times;          // summed over the hops
  std::string url;       // what was asked last; no password in it
  std::string peer;      // "127.0.0.1:8345", where there was a connection
  std::string location;  // where the last answer redirected to, followed or not; as a whole URL where it is one
  int redirects = 0;     // followed
};

// An error only for what can't be meant: an address, host or field that is no such thing. All that the world can do is
// in the answer. https is answered with fault::tls_unavailable.
result<answer> get(std::string_view address, const request& ask = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// The parse error without the text where that may hold a password.
inline error address_error(const parse_error& e, std::string_view address) {
  error out(e, "address", address);
  if (address.find('@') != std::string_view::npos) out.text.clear();
  return out;
}

inline std::string base64(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u; };
    const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    out += letters[three >> 18];
    out += letters[three >> 12 & 63];
    out += i + 1 < bytes.size() ? letters[three >> 6 & 63] : '=';
    out += i + 2 < bytes.size() ? letters[three & 63] : '=';
  }
  return out;
}

constexpr bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

inline bool same_host(const url& a, const url& b) {
  return a.kind == b.kind && maintkit::detail::equal_ignoring_case(a.host, b.host);
}
inline bool same_origin(const url& a, const url& b) {
  return a.scheme == b.scheme && a.port == b.port && same_host(a, b);
}

// "NAME[:PORT]" as a URL's authority; the result's views are into `text`, which becomes a whole URL.
inline parsed<url> parse_authority(std::string& text) {
  text.insert(0, "http://");
  if (text.find_first_of("/?#@", 7) != std::string::npos) {
    return parse_error{errc::malformed, "a host name or address, and perhaps a port", 0, 0};
  }
  return parse_url(text);
}

inline result<void> check(const request& ask) {
  for (const std::string* authority : {&ask.host, &ask.connect}) {
    if (authority->empty()) continue;
    std::string text = *authority;
    if (const auto u = parse_authority(text); !u) {
      return error(errc::invalid, *authority, std::string("expected ") + u.error().expected);
    }
  }
  for (const named_field& f : ask.fields) {
    if (!is_token(f.name)) return error(errc::invalid, f.name, "is not the name of a field");
    if (maintkit::detail::span_of(f.value, is_value_char) != f.value.size()) {
      return error(errc::invalid, f.name, "has a control byte in its value");
    }
    for (const std::string_view own : {"host", "connection", "content-length", "transfer-encoding", "te", "upgrade"}) {
      if (maintkit::detail::equal_ignoring_case(f.name, own))
        return error(errc::invalid, f.name, "can't be set as a field");
    }
  }
  return {};
}

// One way through all redirects.
class journey {
 public:
  journey(const request& ask, std::string address)
      : ask_(ask), by_(maintkit::detail::deadline::after(ask.timeout)), place_(std::move(address)) {}

  answer run() {
    for (;;) {
      out_.why = ask_once();
      if (out_.why != fault::none || !is_redirect(out_.message.status)) return std::move(out_);
      const auto next = destination();
      if (ask_.follow == follow::none) return std::move(out_);
      out_.why = next;
      if (next != fault::none) return std::move(out_);
      ++out_.redirects;
    }
  }

 private:
  fault ask_once() {
    const url u = *parse_url(place_);
    if (target_.empty()) target_ = request_target(u);
    out_.url = origin(u) + target_;
    host_ = own_ && !ask_.host.empty() ? ask_.host : authority(u);
    visited_.push_back((u.scheme == scheme::https ? "https://" : "http://") + host_ + target_);
    if (u.scheme == scheme::https) return fault::tls_unavailable;

    const std::int64_t start = maintkit::detail::ticks();
    const addresses found = where(u);
    out_.times.resolve += maintkit::detail::ticks() - start;
    if (found.why != fault::none) return found.why;

    limits bounds = ask_.bounds;
    bounds.total -= read_;
    response_reader reader(bounds, ask_.keep);
    const exchange_result how = exchange(found.list, head(u), reader, by_);
    read_ += reader.received();
    out_.times.connect += how.times.connect;
    out_.times.processing += how.times.processing;
    out_.times.transfer += how.times.transfer;
    if (how.peer.size > 0) out_.peer = to_string(how.peer);
    out_.message = reader.message();
    return how.why;
  }

  addresses where(const url& u) const {
    if (own_ && !ask_.unix_socket.empty()) return socket_address(ask_.unix_socket);
    if (u.kind == host_kind::path) return socket_address(percent_decoded(u.host));
    if (!own_ || ask_.connect.empty()) return find_addresses(std::string(u.host), std::string(u.zone), u.port, by_);
    std::string text = ask_.connect;
    const url to = *parse_authority(text);
    const bool has_port = ask_.connect.rfind(':') != std::string::npos && ask_.connect.back() != ']';
    return find_addresses(std::string(to.host), std::string(to.zone), has_port ? to.port : u.port, by_);
  }

  std::string head(const url& u) const {
    std::string out = "GET " + target_ + " HTTP/1.1\r\nHost: " + host_ +
                      "\r\nUser-Agent: maintkit/" MAINTKIT_VERSION_STRING "\r\nAccept: */*\r\nConnection: close\r\n";
    if (own_) {
      for (const named_field& f : ask_.fields) out += f.name + ": " + f.value + "\r\n";
      if (!u.userinfo.empty()) out += "Authorization: Basic " + base64(percent_decoded(u.userinfo)) + "\r\n";
    }
    return out + "\r\n";
  }

  // Where the answer points, judged; moves there if it may be followed.
  fault destination() {
    const auto location = out_.message.field("location");
    out_.location = location.value_or(std::string_view());
    if (!location || location->empty()) return fault::redirect_missing;
    const url base = *parse_url(visited_.back());
    std::string text = resolve(base, *location);
    const auto next = parse_url(text);
    if (!next || next->scheme == scheme::unix_socket) {
      const bool other_scheme = has_scheme(text) && text.substr(0, 5) != "http:" && text.substr(0, 6) != "https:";
      return other_scheme ? fault::redirect_scheme : fault::redirect_malformed;
    }
    out_.location = to_string(*next);
    const bool same = same_origin(base, *next);
    const bool allowed = same || ask_.follow == follow::any || (ask_.follow == follow::host && same_host(base, *next));
    if (base.scheme == scheme::https && next->scheme == scheme::http) return fault::redirect_downgrade;
    if (!allowed) return fault::redirect_origin;
    for (const std::string& seen : visited_) {
      if (seen == out_.location) return fault::redirect_loop;
    }
    if (out_.redirects >= ask_.hops) return fault::redirect_hops;
    // The same origin is reached as before: through the socket or address that the caller named.
    target_ = request_target(*next);
    if (!same) {
      own_ = false;
      place_ = out_.location;
    }
    return fault::none;
  }

  const request& ask_;
  maintkit::detail::deadline by_;
  std::string place_;                 // the URL that is connected to
  std::string target_;                // what is asked for there
  std::string host_;                  // the Host field sent
  std::vector<std::string> visited_;  // as the server sees them
  bool own_ = true;                   // still at the origin that the caller named
  std::size_t read_ = 0;              // bytes, over all hops
  answer out_;
};

}  // namespace detail

inline result<answer> get(std::string_view address, const request& ask) {
  if (const auto u = parse_url(address); !u) return detail::address_error(u.error(), address);
  if (const auto sound = detail::check(ask); !sound) return sound.error();
  return detail::journey(ask, std::string(address)).run();
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_HPP

// ================================================================================================== maintkit/report.hpp

// The forms that monitoring reads: a Nagios plugin's line with its performance data, and Prometheus' text. Texts from
// outside may hold anything; nothing in them can become another status, another metric or a terminal's command.
//
//   report::nagios_line("HEALTH", report::level::ok, "200 in 12 ms", {{"time", "0.012", "s", "0.5", "2"}});
//   // HEALTH OK: 200 in 12 ms | time=0.012s;0.5;2
#ifndef MAINTKIT_REPORT_HPP
#define MAINTKIT_REPORT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace report {

// The states of a monitoring plugin; their numbers are its exit status (Monitoring Plugins' guidelines).
enum class level : std::uint8_t { ok = 0, warning = 1, critical = 2, unknown = 3 };

constexpr std::string_view to_string(level l);  // "OK", "WARNING", "CRITICAL", "UNKNOWN"

// A threshold as plugins write them: "[@]start:end". An alert is a value outside of start..end, with '@' one inside;
// both ends belong to the range, "~" is minus infinity, nothing behind ':' plus infinity, and "10" is "0:10".
struct range {
  double start = 0;
  double end = 0;
  bool inside = false;
  bool no_start = false;
  bool no_end = false;
  std::string_view text;  // as written; the text must outlive the range

  constexpr bool alerts(double value) const {
    const bool in = (no_start || value >= start) && (no_end || value <= end);
    return in == inside;
  }
};
constexpr parsed<range> parse_range(std::string_view text);

// One number of performance data. All but the label are written as they are: numbers from here, ranges that were
// parsed.
struct measure {
  std::string label;
  std::string value;     // "U" where it could not be determined
  std::string unit;      // "s", "%", "B", "c" or nothing
  std::string warning;   // a range, or nothing
  std::string critical;  // likewise
  std::string minimum;
  std::string maximum;
};

// "SERVICE STATUS: text | 'label'=value…" in one line, without the line's end.
std::string nagios_line(std::string_view service, level l, std::string_view text, const std::vector<measure>& measures);

// What may stand in such a line and on a terminal: control bytes, '|' and what is no UTF-8 become blanks or '?', and
// `most` bytes are kept.
std::string one_line(std::string_view text, std::size_t most = 400);

// A count of 10^-digits as a decimal number: decimal(12'345, 6) is "0.012345". No locale.
std::string decimal(std::int64_t count, int digits);

struct label {
  std::string_view name;
  std::string_view value;
};

// Prometheus' text format 0.0.4, as the textfile collector takes it: one HELP and TYPE a metric, its samples behind
// them, no timestamps (one makes the collector drop the file).
class exposition {
 public:
  explicit exposition(std::string& out) : out_(out) {}

  // `type` is "gauge" or "counter". A metric is begun once, and all its samples follow.
  exposition& metric(std::string_view name, std::string_view type, std::string_view help);
  exposition& sample(std::string_view value, const std::vector<label>& labels = {});

 private:
  std::string& out_;
  std::string name_;
};

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(level l) {
  constexpr std::string_view names[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};
  return names[static_cast<std::size_t>(l)];
}

namespace detail {

// [-]digits[.digits]; at most 15 digits, which a double holds exactly.
constexpr parsed<double> parse_decimal(std::string_view text, std::size_t offset) {
  using maintkit::detail::is_digit;
  const bool negative = !text.empty() && text[0] == '-';
  std::int64_t digits = 0;
  std::int64_t scale = 1;
  std::size_t count = 0;
  bool point = false;
  for (std::size_t i = negative ? 1 : 0; i < text.size(); ++i) {
    if (text[i] == '.' && !point && count > 0) {
      point = true;
      continue;
    }
    if (!is_digit(text[i]) || ++count > 15) return parse_error{errc::malformed, "a number", offset, text.size()};
    digits = digits * 10 + (text[i] - '0');
    if (point) scale *= 10;
  }
  if (count == 0 || text.back() == '.') return parse_error{errc::malformed, "a number", offset, text.size()};
  const double value = static_cast<double>(digits) / static_cast<double>(scale);
  return negative ? -value : value;
}

inline std::string escaped(std::string_view text, bool quotes) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || (quotes && c == '"')) out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

// Labels hold no '=' and no "'"; quotes are needed around blanks only.
inline std::string quoted_label(std::string_view text) {
  std::string out = one_line(text, 64);
  for (char& c : out) {
    if (c == '=' || c == '\'') c = '_';
  }
  return out.find(' ') == std::string::npos ? out : '\'' + out + '\'';
}

}  // namespace detail

constexpr parsed<range> parse_range(std::string_view text) {
  range out;
  out.text = text;
  std::string_view rest = text;
  if (!rest.empty() && rest[0] == '@') {
    out.inside = true;
    rest.remove_prefix(1);
  }
  const std::size_t colon = rest.find(':');
  const auto offset = [&] { return static_cast<std::size_t>(rest.data() - text.data()); };
  if (colon != std::string_view::npos) {
    const std::string_view start = rest.substr(0, colon);
    out.no_start = start == "~";
    if (!out.no_start && !start.empty()) {
      const auto number = detail::parse_decimal(start, offset());
      if (!number) return number.error();
      out.start = *number;
    }
    rest.remove_prefix(colon + 1);
    out.no_end = rest.empty();
    if (out.no_end) return out;
  }
  const auto number = detail::parse_decimal(rest, offset());
  if (!number) return number.error();
  out.end = *number;
  if (!out.no_start && out.start > out.end) {
    return parse_error{errc::malformed, "an end that is not before the start", offset(), rest.size()};
  }
  return out;
}

inline std::string one_line(std::string_view text, std::size_t most) {
  std::string out;
  while (!text.empty()) {
    const std::size_t n = maintkit::detail::utf8_sequence(text);
    const auto first = static_cast<unsigned char>(text[0]);
    // U+0080 to U+009F are control characters too: a terminal takes U+009B for ESC [.
    const bool control =
        n == 1 ? first < 0x20 || first == 0x7f : n == 2 && first == 0xc2 && static_cast<unsigned char>(text[1]) < 0xa0;
    if (out.size() + (n == 0 ? 1 : n) > most) break;
    if (n == 0) {
      out += '?';
    } else if (control || first == '|') {
      out += ' ';
    } else {
      out += text.substr(0, n);
    }
    text.remove_prefix(n == 0 ? 1 : n);
  }
  return out;
}

inline std::string nagios_line(std::string_view service, level l, std::string_view text,
                               const std::vector<measure>& measures) {
  std::string out = one_line(service) + ' ' + std::string(to_string(l)) + ": " + one_line(text);
  if (!measures.empty()) out += " |";
  for (const measure& m : measures) {
    std::string data = ' ' + detail::quoted_label(m.label) + '=' + m.value + m.unit;
    for (const std::string* part : {&m.warning, &m.critical, &m.minimum, &m.maximum}) data += ';' + *part;
    while (data.back() == ';') data.pop_back();
    out += data;
  }
  return out;
}

inline std::string decimal(std::int64_t count, int digits) {
  const bool negative = count < 0;
  std::string out = std::to_string(count);
  if (negative) out.erase(0, 1);
  const auto wanted = static_cast<std::size_t>(digits);
  if (out.size() <= wanted) out.insert(0, wanted + 1 - out.size(), '0');
  if (digits > 0) out.insert(out.size() - wanted, 1, '.');
  return negative ? '-' + out : out;
}

inline exposition& exposition::metric(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  out_ += "# HELP " + name_ + ' ' + detail::escaped(help, false) + "\n# TYPE " + name_ + ' ' + std::string(type) + '\n';
  return *this;
}

inline exposition& exposition::sample(std::string_view value, const std::vector<label>& labels) {
  out_ += name_;
  char before = '{';
  for (const label& l : labels) {
    out_ += before + std::string(l.name) + "=\"" + detail::escaped(l.value, true) + '"';
    before = ',';
  }
  if (!labels.empty()) out_ += '}';
  out_ += ' ' + std::string(value) + '\n';
  return *this;
}

}  // namespace report
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_REPORT_HPP

// ========================================================================================== maintkit/health/verdict.hpp

// From what a server did to whether the service is well: pure, and with a reason whose code never changes its meaning.
// An answer is well only if it is whole, has an expected status, a body that keeps the rules, and came in time.
//
//   health::expectations expect;
//   expect.status = *health::parse_statuses("200,2xx,!204");
//   const health::verdict v = health::judge(answer, expect);
//   v.state == health::state::healthy;   v.reason;   // "ok", "status.unexpected", "http.length.conflict" …
#ifndef MAINTKIT_HEALTH_VERDICT_HPP
#define MAINTKIT_HEALTH_VERDICT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

enum class state : std::uint8_t {
  healthy,
  degraded,   // well, with a warning
  unhealthy,  // it answered, and the answer is bad
  unknown,    // it could not be asked: not reached, or not in time
};

constexpr std::string_view to_string(state s);

// 0 healthy or degraded, 1 unhealthy, 3 can't tell.
constexpr int exit_status(state s);

// What a verdict can rest on beside http::faults.
enum class finding : std::uint8_t {
  status_unexpected,
  status_redirect,
  body_not_empty,
  body_text,
  body_coded,
  json_malformed,
  json_missing,
  json_differs,
  health_malformed,
  health_warn,
  health_fail,
  health_disagrees,
  latency_warning,
  latency_critical,
  wait_timeout,
  process_gone,
};

struct finding_row {
  finding id;
  std::string_view code;
  health::state state;
  std::string_view meaning;
};

inline constexpr finding_row findings[] = {
    {finding::status_unexpected, "status.unexpected", state::unhealthy, "the status is not one of those expected"},
    {finding::status_redirect, "status.redirect", state::unhealthy, "a redirect, which says nothing about the service"},
    {finding::body_not_empty, "body.not_empty", state::unhealthy, "the body should be empty"},
    {finding::body_text, "body.text", state::unhealthy, "a text that the body should hold is not there"},
    {finding::body_coded, "body.coded", state::unhealthy, "the body is compressed, though that was not asked for"},
    {finding::json_malformed, "json.malformed", state::unhealthy, "the body should be JSON and is not"},
    {finding::json_missing, "json.missing", state::unhealthy, "a value that the body should hold is not there"},
    {finding::json_differs, "json.differs", state::unhealthy, "a value in the body is another one than expected"},
    {finding::health_malformed, "health.malformed", state::unhealthy,
     "the body calls itself health+json and is no JSON"},
    {finding::health_warn, "health.warn", state::degraded, "the service says of itself: well, but"},
    {finding::health_fail, "health.fail", state::unhealthy, "the service says of itself that it fails"},
    {finding::health_disagrees, "health.disagrees", state::unhealthy, "status and body contradict each other"},
    {finding::latency_warning, "latency.warning", state::degraded, "slower than the warning threshold"},
    {finding::latency_critical, "latency.critical", state::unhealthy, "slower than the critical threshold"},
    {finding::wait_timeout, "wait.timeout", state::unknown, "not well within the time given"},
    {finding::process_gone, "process.gone", state::unhealthy, "the process that was to become well has ended"},
};

constexpr const finding_row& about(finding which);

// What each code means, whether of a fault or a finding; empty for no such code.
constexpr std::string_view meaning_of(std::string_view code);

// A set of statuses from 100 to 599.
class statuses {
 public:
  constexpr statuses() = default;
  constexpr statuses(int first, int last) {
    for (int s = first; s <= last; ++s) bits_[(s - 100) / 64] |= bit(s);
  }
  constexpr bool has(int s) const { return s >= 100 && s <= 599 && (bits_[(s - 100) / 64] & bit(s)) != 0; }
  constexpr void add(const statuses& more) {
    for (int i = 0; i < 8; ++i) bits_[i] |= more.bits_[i];
  }
  constexpr void remove(const statuses& others) {
    for (int i = 0; i < 8; ++i) bits_[i] &= ~others.bits_[i];
  }

 private:
  static constexpr std::uint64_t bit(int s) { return std::uint64_t{1} << ((s - 100) % 64); }
  std::uint64_t bits_[8] = {};
};

// "200,2xx,300-303,!204". What is excluded stays so, wherever it stands in the list; a list of exclusions only is
// refused, as it does not say what is well.
constexpr parsed<statuses> parse_statuses(std::string_view text);

struct json_rule {
  std::string pointer;  // RFC 6901: "/status", "/checks/db/0/state"
  std::string value;    // a string's text, or another scalar as it is written
};

struct expectations {
  statuses status = {200, 299};
  bool empty = false;                    // the body has no byte
  std::vector<std::string> contains;     // all of them, byte for byte
  std::vector<json_rule> json;           // all of them
  bool read_health = true;               // a JSON body with a "status" of its own is listened to
  std::optional<report::range> warning;  // seconds for the whole check
  std::optional<report::range> critical;
};

struct verdict {
  health::state state = state::unknown;
  std::string_view reason;  // a code: static text
  std::string detail;       // for people; from the server in part, so to be cleaned before it is shown
  http::answer answer;
  std::optional<health_report> body;  // what the service said of itself
};

verdict judge(http::answer answer, const expectations& expect);

// A verdict without an answer of its own, or against one that was good.
verdict conclude(finding why, std::string detail, http::answer answer = {});

// As a monitoring plugin tells it: not to be reached is CRITICAL, not UNKNOWN, by the guidelines' rule; UNKNOWN is a
// check that can't be made.
constexpr report::level level_of(const verdict& v);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(state s) {
  constexpr std::string_view names[] = {"healthy", "degraded", "unhealthy", "unknown"};
  return names[static_cast<std::size_t>(s)];
}

constexpr int exit_status(state s) {
  constexpr int codes[] = {0, 0, 1, 3};
  return codes[static_cast<std::size_t>(s)];
}

constexpr const finding_row& about(finding which) { return findings[static_cast<std::size_t>(which)]; }

constexpr std::string_view meaning_of(std::string_view code) {
  for (const http::fault_row& row : http::faults) {
    if (row.code == code) return row.meaning;
  }
  for (const finding_row& row : findings) {
    if (row.code == code) return row.meaning;
  }
  return {};
}

constexpr report::level level_of(const verdict& v) {
  if (v.state == state::healthy) return report::level::ok;
  if (v.state == state::degraded) return report::level::warning;
  return v.answer.why == http::fault::tls_unavailable ? report::level::unknown : report::level::critical;
}

namespace detail {

// "204", "2xx" or "200-299"; nothing if it is none of them.
constexpr std::optional<statuses> parse_status_item(std::string_view item) {
  using maintkit::detail::is_digit;
  using maintkit::detail::lower;
  if (item.size() == 3 && is_digit(item[0]) && lower(item[1]) == 'x' && lower(item[2]) == 'x') {
    const int hundred = (item[0] - '0') * 100;
    if (hundred < 100 || hundred > 500) return std::nullopt;
    return statuses(hundred, hundred + 99);
  }
  const std::string_view first = maintkit::detail::take_until(item, '-');
  const auto from = maintkit::detail::whole_number<std::uint16_t>(first);
  const auto to = item.data() == nullptr ? from : maintkit::detail::whole_number<std::uint16_t>(item);
  if (!from || !to || first.size() != 3 || *from < 100 || *to > 599 || *from > *to) return std::nullopt;
  return statuses(*from, *to);
}

inline std::string seconds(std::int64_t nanoseconds) {
  return report::decimal((nanoseconds + 500'000) / maintkit::detail::millisecond, 3) + " s";
}

inline verdict with(verdict&& v, finding why, std::string detail) {
  v.state = about(why).state;
  v.reason = about(why).code;
  v.detail = std::move(detail);
  return std::move(v);
}

inline std::string status_text(const http::answer& a) {
  return std::to_string(a.message.status) + (a.message.reason.empty() ? "" : ' ' + a.message.reason);
}

inline verdict judge_fault(verdict&& v) {
  const http::fault_row& row = http::about(v.answer.why);
  const bool learnt = row.kind != errc::timed_out && row.kind != errc::unreachable && row.kind != errc::unsupported;
  v.state = learnt ? state::unhealthy : state::unknown;
  v.reason = row.code;
  v.detail = row.meaning;
  if (!v.answer.location.empty()) v.detail += ": " + v.answer.location;
  return std::move(v);
}

inline std::string troubles(const health_report& body) {
  std::string out;
  for (const component& c : body.troubled) {
    out += out.empty() ? ": " : ", ";
    out += c.name + ' ' + std::string(to_string(c.status));
    if (!c.output.empty()) out += " (" + c.output + ')';
  }
  return out;
}

inline verdict judge_status(verdict&& v) {
  const http::answer& a = v.answer;
  if (!http::detail::is_redirect(a.message.status)) {
    std::string detail = status_text(a);
    if (v.body && v.body->status == condition::pass) detail += ", though the body says pass";
    if (v.body) detail += troubles(*v.body);
    return with(std::move(v), finding::status_unexpected, std::move(detail));
  }
  std::string detail = std::to_string(a.message.status) + " to " + (a.location.empty() ? "nowhere" : a.location);
  if (a.location == a.url + '/') detail += ": only the slash at the end is missing";
  return with(std::move(v), finding::status_redirect, std::move(detail));
}

constexpr bool is_json_type(std::string_view type) {
  type = maintkit::detail::trim(maintkit::detail::take_until(type, ';'));
  return maintkit::detail::equal_ignoring_case(type, "application/json") ||
         (type.size() > 5 && maintkit::detail::equal_ignoring_case(type.substr(type.size() - 5), "+json"));
}

// What the body asks for: a finding and its detail, or nothing.
inline std::optional<std::pair<finding, std::string>> judge_body(const http::response& m, const expectations& expect) {
  if (expect.empty && m.length > 0) return std::pair(finding::body_not_empty, std::to_string(m.length) + " bytes");
  if (expect.contains.empty() && expect.json.empty()) return std::nullopt;
  const auto coding = m.field("content-encoding");
  if (coding && *coding != "identity") return std::pair(finding::body_coded, std::string(*coding));
  for (const std::string& text : expect.contains) {
    if (m.body.find(text) == std::string::npos)
      return std::pair(finding::body_text, '"' + text + "\" is not in the body");
  }
  for (const json_rule& rule : expect.json) {
    const auto value = value_at(m.body, rule.pointer);
    if (!value) return std::pair(finding::json_malformed, std::string("expected ") + value.error().expected);
    if (!*value) return std::pair(finding::json_missing, rule.pointer);
    if (**value != rule.value) return std::pair(finding::json_differs, rule.pointer + " is \"" + **value + '"');
  }
  return std::nullopt;
}

// Draft-06 section 3.1: pass and warn come with 2xx or 3xx, fail with 4xx or 5xx.
inline std::optional<std::pair<finding, std::string>> judge_health(const verdict& v) {
  if (!v.body || v.body->status == condition::unknown) return std::nullopt;
  const condition said = v.body->status;
  const bool well = v.answer.message.status < 400;
  const std::string more = troubles(*v.body);
  if (well != (said != condition::fail)) {
    const std::string status = std::to_string(v.answer.message.status);
    return std::pair(finding::health_disagrees,
                     "the body says " + std::string(to_string(said)) + ", the status " + status + more);
  }
  if (said == condition::fail) return std::pair(finding::health_fail, "the body says fail" + more);
  if (said == condition::warn) return std::pair(finding::health_warn, "the body says warn" + more);
  return std::nullopt;
}

inline verdict judge_latency(verdict&& v, const expectations& expect) {
  const double taken = static_cast<double>(v.answer.times.total()) / 1e9;
  const std::string told = status_text(v.answer) + " in " + seconds(v.answer.times.total());
  if (expect.critical && expect.critical->alerts(taken)) return with(std::move(v), finding::latency_critical, told);
  if (v.state == state::degraded) return std::move(v);
  if (expect.warning && expect.warning->alerts(taken)) return with(std::move(v), finding::latency_warning, told);
  v.state = state::healthy;
  v.reason = "ok";
  v.detail = told;
  return std::move(v);
}

}  // namespace detail

constexpr parsed<statuses> parse_statuses(std::string_view text) {
  statuses wanted;
  statuses excluded;
  bool any = false;
  for (std::string_view rest = text; rest.data() != nullptr;) {
    const std::string_view item = maintkit::detail::take_until(rest, ',');
    const bool negative = !item.empty() && item[0] == '!';
    const auto set = detail::parse_status_item(negative ? item.substr(1) : item);
    if (!set) {
      const auto offset = static_cast<std::size_t>(item.data() - text.data());
      return parse_error{errc::malformed, "a status such as 200, 2xx, 200-204 or !204", offset, item.size()};
    }
    (negative ? excluded : wanted).add(*set);
    any = any || !negative;
  }
  if (!any) return parse_error{errc::malformed, "a status that is well beside those that are not", text.size(), 0};
  wanted.remove(excluded);
  return wanted;
}

inline verdict conclude(finding why, std::string detail, http::answer answer) {
  verdict v;
  v.answer = std::move(answer);
  return detail::with(std::move(v), why, std::move(detail));
}

inline verdict judge(http::answer answer, const expectations& expect) {
  verdict v;
  v.answer = std::move(answer);
  const http::response& m = v.answer.message;
  if (v.answer.why != http::fault::none) return detail::judge_fault(std::move(v));
  const auto type = m.field("content-type");
  if (expect.read_health && type && detail::is_json_type(*type)) {
    auto body = read_health(m.body);
    if (body) v.body = std::move(*body);
    if (!body && expect.status.has(m.status) && type->find("health+json") != std::string_view::npos) {
      return detail::with(std::move(v), finding::health_malformed, std::string("expected ") + body.error().expected);
    }
  }
  if (!expect.status.has(m.status)) return detail::judge_status(std::move(v));
  if (auto found = detail::judge_body(m, expect))
    return detail::with(std::move(v), found->first, std::move(found->second));
  if (auto found = detail::judge_health(v)) {
    v = detail::with(std::move(v), found->first, std::move(found->second));
    if (v.state == state::unhealthy) return v;
  }
  return detail::judge_latency(std::move(v), expect);
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_VERDICT_HPP

// ============================================================================================ maintkit/health/check.hpp

// One check: asks, and judges what came. Everything that can be set about the two stands in one place.
//
//   health::options how;
//   how.request.host = "tickets.example.org";
//   how.expect.contains = {"pong"};
//   const auto v = health::check("http://127.0.0.1:8345/ping", how);
#ifndef MAINTKIT_HEALTH_CHECK_HPP
#define MAINTKIT_HEALTH_CHECK_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

struct options {
  http::request request;
  expectations expect;
};

// Returns within the request's timeout, whatever is at the other end. An error only for what can't be meant.
result<verdict> check(std::string_view address, const options& how = {});

// ---------------------------------------------------------------------------------------------------------------------

inline result<verdict> check(std::string_view address, const options& how) {
  http::request ask = how.request;
  const bool reads_body = how.expect.read_health || !how.expect.contains.empty() || !how.expect.json.empty();
  if (reads_body) ask.keep = http::keep_body::yes;
  auto got = http::get(address, ask);
  if (!got) return got.error();
  return judge(std::move(*got), how.expect);
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_CHECK_HPP

// ============================================================================================= maintkit/health/wait.hpp

// Waiting until a service that was just started is well: asked again and again, each attempt with a limit of its own so
// that one that hangs costs little, and given up at once when the process behind it has ended.
//
//   health::patience p;
//   p.total = 60 * detail::second;
//   p.pid_file = "/run/app.pid";
//   const auto w = health::wait("http://127.0.0.1:8345/healthcheck/", {}, p);
//   w->last.reason     "ok", "wait.timeout", "process.gone" …
#ifndef MAINTKIT_HEALTH_WAIT_HPP
#define MAINTKIT_HEALTH_WAIT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

struct patience {
  std::int64_t total = 60 * maintkit::detail::second;  // nanoseconds for everything
  std::int64_t attempt = 0;                            // for one attempt; 0: a quarter of the total, at most 2 s
  int successes = 1;                                   // in a row (successThreshold of Kubernetes)
  int failures = 0;      // give up once it *answered* so often in a row that it is not well; 0: never
  std::string pid_file;  // watched: no such file or no such process is the end
  pid_t pid = 0;         // likewise
};

struct waited {
  verdict last;  // the end: well, unhealthy, wait.timeout or process.gone; the answer is the last one that there was
  int attempts = 0;
  std::int64_t elapsed = 0;  // nanoseconds
};

// Counts results as Kubernetes does: a run of equal ones, begun anew by another. Not to have been reached ends a run of
// successes, but is no failure: the service may still be on its way up.
class tally {
 public:
  // How many verdicts like this one came in a row, with it.
  int count(state s);

 private:
  bool well_ = false;
  int run_ = 0;
};

// How long to pause before the next attempt: 50 ms, growing to 250 ms, or to 100 ms where a refused connection costs
// neither side anything; up to half of it is left away by `dice`, so that many waiters don't keep step.
std::int64_t next_pause(std::int64_t previous, bool refused, std::uint32_t dice);

// `told` is called with each verdict, the number of the attempt and the nanoseconds so far: told(v, attempts, elapsed).
template <class Told>
result<waited> wait(std::string_view address, const options& how, const patience& p, Told told);
result<waited> wait(std::string_view address, const options& how, const patience& p);

// ---------------------------------------------------------------------------------------------------------------------

inline int tally::count(state s) {
  const bool well = s == state::healthy || s == state::degraded;
  if (s == state::unknown) {
    if (well_) run_ = 0;
    return 0;
  }
  run_ = well == well_ ? run_ + 1 : 1;
  well_ = well;
  return run_;
}

inline std::int64_t next_pause(std::int64_t previous, bool refused, std::uint32_t dice) {
  using maintkit::detail::millisecond;
  const std::int64_t most = refused ? 100 * millisecond : 250 * millisecond;
  const std::int64_t step = (std::min)(most, (std::max)(50 * millisecond, previous * 3 / 2));
  return step - step / 2 * (dice % 1000) / 1000;
}

namespace detail {

// True where a process has ended, also if nobody has asked for its exit status yet.
inline bool is_gone(pid_t pid) {
  if (::kill(pid, 0) != 0) return errno == ESRCH;
#ifdef __linux__
  const auto stat = maintkit::detail::read_file("/proc/" + std::to_string(pid) + "/stat", 4096);
  if (!stat) return false;
  const std::size_t name = stat->rfind(')');
  return name != std::string::npos && stat->size() > name + 2 && ((*stat)[name + 2] == 'Z' || (*stat)[name + 2] == 'X');
#else
  return false;
#endif
}

// Why waiting is pointless, or nothing. A file without a number yet is still being written.
inline std::optional<std::string> reason_gone(const patience& p) {
  if (p.pid > 0 && is_gone(p.pid)) return "process " + std::to_string(p.pid) + " has ended";
  if (p.pid_file.empty()) return std::nullopt;
  const auto text = maintkit::detail::read_file(p.pid_file, 4096);
  if (!text && text.error().code == errc::missing) return p.pid_file + " is not there";
  if (!text) return std::nullopt;
  const auto pid = maintkit::detail::whole_number<std::uint32_t>(maintkit::detail::trim(*text));
  if (!pid || *pid == 0 || *pid > 0x7fffffff || !is_gone(static_cast<pid_t>(*pid))) return std::nullopt;
  return "process " + std::to_string(*pid) + " of " + p.pid_file + " has ended";
}

// Retry-After in seconds (RFC 9110 section 10.2.3), as far as it leaves time for one more attempt; a date is not read.
inline std::int64_t asked_pause(const http::response& m, std::int64_t most) {
  const auto field = m.field("retry-after");
  const auto seconds = field ? maintkit::detail::whole_number<std::uint32_t>(*field) : std::nullopt;
  if (!seconds) return 0;
  return (std::min)(most, static_cast<std::int64_t>(*seconds) * maintkit::detail::second);
}

// Sleeps, but not past the end of the process that is waited for.
inline void pause(std::int64_t nanoseconds, const patience& p) {
  using maintkit::detail::millisecond;
  for (const auto by = maintkit::detail::deadline::after(nanoseconds); !by.passed();) {
    ::poll(nullptr, 0, maintkit::detail::poll_milliseconds((std::min)(by.left(), 250 * millisecond)));
    if (by.left() > 0 && reason_gone(p)) return;
  }
}

inline std::string last_words(const verdict& v, std::int64_t total) {
  return "not well within " + seconds(total) + "; last: " + v.detail + " (" + std::string(v.reason) + ')';
}

// A verdict that ends the waiting, or nothing.
inline bool is_enough(const verdict& v, int run, const patience& p) {
  if (v.state == state::unhealthy) return p.failures > 0 && run >= p.failures;
  return v.state != state::unknown && run >= p.successes;
}

}  // namespace detail

template <class Told>
result<waited> wait(std::string_view address, const options& how, const patience& p, Told told) {
  using maintkit::detail::second;
  const std::int64_t start = maintkit::detail::ticks();
  const auto by = maintkit::detail::deadline::after(p.total);
  const std::int64_t limit = p.attempt > 0 ? p.attempt : (std::min)(p.total / 4, 2 * second);
  options each = how;
  tally results;
  waited out;
  std::int64_t step = 0;
  auto dice = static_cast<std::uint32_t>(start);
  for (;;) {
    if (auto gone = detail::reason_gone(p)) {
      out.last = conclude(finding::process_gone, std::move(*gone), std::move(out.last.answer));
      break;
    }
    each.request.timeout = (std::min)(limit, by.left());
    auto v = check(address, each);
    if (!v) return v.error();
    out.last = std::move(*v);
    ++out.attempts;
    const int run = results.count(out.last.state);
    told(out.last, out.attempts, maintkit::detail::ticks() - start);
    if (detail::is_enough(out.last, run, p) || out.last.answer.why == http::fault::tls_unavailable) break;
    dice = dice * 1664525u + 1013904223u;
    const bool well = out.last.state == state::healthy || out.last.state == state::degraded;
    step = next_pause(well ? 0 : step, out.last.answer.why == http::fault::connect_refused, dice >> 8);
    const std::int64_t wanted = detail::asked_pause(out.last.answer.message, by.left() - limit);
    detail::pause((std::min)((std::max)(step, wanted), by.left()), p);
    if (by.passed()) {
      std::string words = detail::last_words(out.last, p.total);
      out.last = conclude(finding::wait_timeout, std::move(words), std::move(out.last.answer));
      break;
    }
  }
  out.elapsed = maintkit::detail::ticks() - start;
  return out;
}

inline result<waited> wait(std::string_view address, const options& how, const patience& p) {
  return wait(address, how, p, [](const verdict&, int, std::int64_t) {});
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_WAIT_HPP

// ================================================================================================== maintkit/health.hpp

// Is the service well? One question over HTTP, one verdict with its reason, within one deadline.
//
//   const auto v = maintkit::health::check("http://127.0.0.1:8345/healthcheck/");
//   if (v && v->state == health::state::healthy) …         else v->reason: "connect.refused", "status.redirect" …
#ifndef MAINTKIT_HEALTH_HPP
#define MAINTKIT_HEALTH_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

// Every address behind the name asked by itself, in the order of the resolver: a round robin of which one is dead looks
// well three times out of four. They share the time: each has an equal part of what is left when its turn comes.
result<std::vector<verdict>> check_each_address(std::string_view address, const options& how = {});

// ---------------------------------------------------------------------------------------------------------------------

inline result<std::vector<verdict>> check_each_address(std::string_view address, const options& how) {
  std::vector<verdict> out;
  const auto u = http::parse_url(address);
  const bool named =
      u && u->kind == http::host_kind::name && how.request.connect.empty() && how.request.unix_socket.empty();
  http::addresses found;
  const auto by = maintkit::detail::deadline::after(how.request.timeout);
  if (named) found = http::find_addresses(std::string(u->host), {}, u->port, by);
  options each = how;
  for (std::size_t i = 0; i < found.list.size(); ++i) {
    each.request.connect = http::to_string(found.list[i]);
    each.request.timeout = by.left() / static_cast<std::int64_t>(found.list.size() - i);
    auto v = check(address, each);
    if (!v) return v.error();
    out.push_back(std::move(*v));
    if (out.back().answer.peer.empty()) out.back().answer.peer = each.request.connect;
  }
  if (!out.empty()) return out;
  auto v = check(address, how);  // a number, a socket, or a name without addresses
  if (!v) return v.error();
  out.push_back(std::move(*v));
  return out;
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_HPP

// ========================================================================================= maintkit/rotation/period.hpp

// The periods that retention counts: hours, days, ISO weeks, months … on the clock of one place. A period is known by
// where it starts and ends on that clock, so a day of 23 hours is a day like any other, and no week shares a name with
// a week of another year.
//
//   constexpr bounds day = bounds_of(period::daily, local);   // day.start <= local && local < day.end
//   to_text(period::weekly, local);                           // "2026-W28"
#ifndef MAINTKIT_ROTATION_PERIOD_HPP
#define MAINTKIT_ROTATION_PERIOD_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// Finest first. `last` gives every backup a period of its own.
enum class period : std::uint8_t { last, secondly, minutely, hourly, daily, weekly, monthly, quarterly, yearly };

struct period_row {
  std::string_view name;  // as rules are called: "daily"
  std::string_view noun;  // "day"
  std::int64_t seconds;   // its length on the clock, or 0 …
  int months;             // … when it is counted in months
};

inline constexpr period_row periods[] = {
    {"last", "backup", 0, 0},    {"secondly", "second", 1, 0},   {"minutely", "minute", 60, 0},
    {"hourly", "hour", 3600, 0}, {"daily", "day", 86400, 0},     {"weekly", "week", 604800, 0},
    {"monthly", "month", 0, 1},  {"quarterly", "quarter", 0, 3}, {"yearly", "year", 0, 12},
};
inline constexpr std::size_t period_count = sizeof periods / sizeof *periods;

constexpr const period_row& row_of(period p) { return periods[static_cast<std::size_t>(p)]; }

// Where days and weeks start: a backup taken at 01:00 for the day before wants days that start at 04:00.
struct calendar {
  std::int32_t day_starts = 0;  // seconds after midnight; counts for days and everything longer
  int week_starts = 1;          // 1 = Monday (ISO 8601) to 7 = Sunday
};

// Seconds on the clock of a place, counted from its 1970-01-01 00:00:00.
struct bounds {
  std::int64_t start = 0;
  std::int64_t end = 0;  // the first second of the next period

  constexpr bool contains(std::int64_t local) const { return start <= local && local < end; }
};

// The period that a clock reading lies in. For period::last just this second, which says nothing of its neighbours.
constexpr bounds bounds_of(period p, std::int64_t local, const calendar& on = {});

// The start of the nth period after the one that starts at `start`.
constexpr std::int64_t start_after(period p, std::int64_t start, std::int64_t n, const calendar& on = {});

// What people call it: "2026", "2026-Q3", "2026-07", "2026-W28", "2026-07-08", "2026-07-08 14h", "2026-07-08 14:05".
std::string to_text(period p, std::int64_t local, const calendar& on = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using time::detail::floor_div;

// Weeks: 1970-01-01 was a Thursday, the Monday before it lies three days back.
constexpr std::int64_t origin_of(period p, const calendar& on) {
  const std::int64_t day = p >= period::daily ? on.day_starts : 0;
  return p == period::weekly ? (on.week_starts - 4) * std::int64_t{86400} + day : day;
}

constexpr std::int64_t month_number(std::int64_t local) {
  const time::civil_day day = time::day_from_days(floor_div(local, 86400));
  return std::int64_t{day.year} * 12 + day.month - 1;
}

constexpr std::int64_t start_of_month(std::int64_t number) {
  const std::int64_t year = floor_div(number, 12);
  return time::days_from_civil(static_cast<int>(year), static_cast<int>(number - year * 12 + 1), 1) * 86400;
}

}  // namespace detail

constexpr bounds bounds_of(period p, std::int64_t local, const calendar& on) {
  const period_row& row = row_of(p);
  const std::int64_t origin = detail::origin_of(p, on);
  if (row.months != 0) {
    const std::int64_t first = detail::floor_div(detail::month_number(local - origin), row.months) * row.months;
    return {detail::start_of_month(first) + origin, detail::start_of_month(first + row.months) + origin};
  }
  if (row.seconds == 0) return {local, local + 1};
  const std::int64_t start = detail::floor_div(local - origin, row.seconds) * row.seconds + origin;
  return {start, start + row.seconds};
}

constexpr std::int64_t start_after(period p, std::int64_t start, std::int64_t n, const calendar& on) {
  const period_row& row = row_of(p);
  if (row.months == 0) return start + n * row.seconds;
  const std::int64_t origin = detail::origin_of(p, on);
  return detail::start_of_month(detail::month_number(start - origin) + n * row.months) + origin;
}

namespace detail {

inline void append_padded(std::string& out, int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

inline void append_day(std::string& out, const time::civil_day& day) {
  append_padded(out, day.year, 4);
  append_padded(out += '-', day.month, 2);
  append_padded(out += '-', day.day, 2);
}

}  // namespace detail

inline std::string to_text(period p, std::int64_t local, const calendar& on) {
  const std::int64_t start =
      bounds_of(p, local, on).start - detail::origin_of(p >= period::daily ? period::daily : p, on);
  const time::civil at = time::to_civil({start, 0});
  std::string out;
  if (p == period::weekly && on.week_starts == 1) {
    const time::iso_week week = time::iso_week_of(detail::floor_div(start, 86400));
    detail::append_padded(out, week.year, 4);
    detail::append_padded(out += "-W", week.week, 2);
    return out;
  }
  if (p >= period::monthly) {
    detail::append_padded(out, at.year, 4);
    if (p == period::monthly) detail::append_padded(out += '-', at.month, 2);
    if (p == period::quarterly) out += "-Q" + std::to_string((at.month + 2) / 3);
    return out;
  }
  detail::append_day(out, time::to_civil_day(at));
  if (p >= period::daily) return p == period::weekly ? "from " + out : out;
  detail::append_padded(out += ' ', at.hour, 2);
  if (p == period::hourly) return out + 'h';
  detail::append_padded(out += ':', at.minute, 2);
  if (p != period::minutely) detail::append_padded(out += ':', at.second, 2);
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_PERIOD_HPP

// ======================================================================================== maintkit/rotation/dialect.hpp

// What "daily=7" means differs from tool to tool. A dialect is one row of facts about a tool; planning reads the row
// and never asks which tool it is. The facts come from the sources and from recorded runs of restic 0.18 and borg 1.4,
// and from the sources of Proxmox Backup Server, kopia and rotate-backups 8.1.
//
//   row_of(dialect::borg).counting == counting::unless_kept   // a rule counts only what no finer rule kept
#ifndef MAINTKIT_ROTATION_DIALECT_HPP
#define MAINTKIT_ROTATION_DIALECT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

enum class dialect : std::uint8_t { maintkit, restic, borg, proxmox, kopia, rotate_backups };

// Which periods use up a rule's count.
enum class counting : std::uint8_t {
  each_on_its_own,  // all: one backup may be the daily and the weekly one
  unless_kept,      // those whose newest backup no rule before has kept
  unless_covered,   // those of which no rule before has kept anything; what a rule passes over there is lost
};

// What becomes of backups that were never finished.
enum class unfinished : std::uint8_t {
  stay,             // neither counted nor removed
  newest_stays,     // one stays if it is newer than everything else; the rest goes
  few_newest_stay,  // of those newer than all that is finished, the first 3 and any within 4 hours of the newest
};

// Further habits, to be or-ed.
namespace habit {
inline constexpr std::uint32_t counts_within = 1u << 0;        // has keep-within
inline constexpr std::uint32_t counts_within_each = 1u << 1;   // has keep-within-daily and the like
inline constexpr std::uint32_t from_now = 1u << 2;             // spans count back from now, not from the newest backup
inline constexpr std::uint32_t keeps_oldest = 1u << 3;         // a rule with count left keeps the oldest backup too …
inline constexpr std::uint32_t of_unlimited = 1u << 4;         // … also a rule without a limit …
inline constexpr std::uint32_t of_within = 1u << 5;            // … also a rule that counts by a span
inline constexpr std::uint32_t first_of_period = 1u << 6;      // the first one of a period stands for it, not the last
inline constexpr std::uint32_t cuts_by_count = 1u << 7;        // "daily=7": and none 7 days older than the newest
inline constexpr std::uint32_t own_offsets = 1u << 8;          // days are those of the offset stored with each backup
inline constexpr std::uint32_t counts_future = 1u << 9;        // what is dated after now counts
inline constexpr std::uint32_t skips_pinned = 1u << 10;        // what is pinned does not count
inline constexpr std::uint32_t keeps_newest = 1u << 11;        // the newest complete one is never removed
inline constexpr std::uint32_t takes_zero = 1u << 12;          // "daily=0" is a way to say nothing
inline constexpr std::uint32_t minus_is_unlimited = 1u << 13;  // and "daily=-1" one to say unlimited
inline constexpr std::uint32_t knows_last_only = 1u << 14;     // a period shown twice, by clocks set back, counts twice
}  // namespace habit

struct dialect_row {
  std::string_view name;
  rotation::counting counting;
  rotation::unfinished unfinished;
  time::month_end months;  // what a month before March 31 is
  std::uint32_t periods;   // a bit for each period that rules may name
  std::uint32_t habits;
};

namespace detail {

template <class... Period>
constexpr std::uint32_t set_of(Period... p) {
  return ((1u << static_cast<unsigned>(p)) | ...);
}

inline constexpr std::uint32_t all_periods = (1u << period_count) - 1;
inline constexpr std::uint32_t usual_periods =
    set_of(period::last, period::hourly, period::daily, period::weekly, period::monthly, period::yearly);

}  // namespace detail

inline constexpr dialect_row dialects[] = {
    {"maintkit", counting::each_on_its_own, unfinished::stay, time::month_end::clamp, detail::all_periods,
     habit::counts_within | habit::counts_within_each | habit::keeps_oldest | habit::of_unlimited |
         habit::keeps_newest},
    {"restic", counting::each_on_its_own, unfinished::stay, time::month_end::overflow, detail::usual_periods,
     habit::counts_within | habit::counts_within_each | habit::keeps_oldest | habit::of_unlimited | habit::of_within |
         habit::own_offsets | habit::counts_future | habit::takes_zero | habit::knows_last_only},
    {"borg", counting::unless_kept, unfinished::newest_stays, time::month_end::clamp,
     detail::all_periods & ~detail::set_of(period::last, period::quarterly),
     habit::counts_within | habit::from_now | habit::keeps_oldest | habit::counts_future | habit::takes_zero |
         habit::minus_is_unlimited | habit::knows_last_only},
    {"proxmox", counting::unless_covered, unfinished::newest_stays, time::month_end::clamp, detail::usual_periods,
     habit::counts_future | habit::skips_pinned | habit::takes_zero},
    // kopia itself counts the year 2024 and the 2024th newest as one period: kopia's "latest" and "annual" share names.
    {"kopia", counting::each_on_its_own, unfinished::few_newest_stay, time::month_end::overflow, detail::usual_periods,
     habit::cuts_by_count | habit::counts_future | habit::takes_zero},
    // rotate-backups itself joins week 1 of January with week 1 at the end of December.
    {"rotate-backups", counting::each_on_its_own, unfinished::stay, time::month_end::clamp,
     (detail::usual_periods & ~detail::set_of(period::last)) | detail::set_of(period::minutely),
     habit::first_of_period | habit::cuts_by_count | habit::own_offsets | habit::counts_future | habit::takes_zero |
         habit::knows_last_only},
};
inline constexpr std::size_t dialect_count = sizeof dialects / sizeof *dialects;

constexpr const dialect_row& row_of(dialect d) { return dialects[static_cast<std::size_t>(d)]; }
constexpr bool has(dialect d, std::uint32_t habit) { return (row_of(d).habits & habit) != 0; }
constexpr std::string_view to_string(dialect d) { return row_of(d).name; }
constexpr std::optional<dialect> dialect_of(std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::optional<dialect> dialect_of(std::string_view name) {
  for (std::size_t i = 0; i < dialect_count; ++i) {
    if (dialects[i].name == name) return static_cast<dialect>(i);
  }
  return std::nullopt;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_DIALECT_HPP

// ========================================================================================= maintkit/rotation/policy.hpp

// What to keep: a count for each period, spans of time, tags. A policy is a plain value that can be made at compile
// time; reading one refuses whatever can't be meant, so a typing error removes nothing.
//
//   constexpr auto keep = parse_policy("last=3,daily=7,weekly=4,within=36h");
//   parse_policy("daily=0").error().expected;   // "a count above 0, or unlimited"
#ifndef MAINTKIT_ROTATION_POLICY_HPP
#define MAINTKIT_ROTATION_POLICY_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

inline constexpr std::uint32_t unlimited = static_cast<std::uint32_t>(-1);
inline constexpr std::size_t most_tags = 16;

// How a rule says how many.
enum class measure : std::uint8_t { tag, span, count };

// One rule. Its place in the table is the order in which rules are applied and named, and its bit in a set of rules.
struct rule {
  std::string_view name;  // as in --keep-NAME
  rotation::measure measure;
  rotation::period period;
};

inline constexpr rule rules[] = {
    {"tag", measure::tag, period::last},
    {"within", measure::span, period::last},
    {"last", measure::count, period::last},
    {"secondly", measure::count, period::secondly},
    {"minutely", measure::count, period::minutely},
    {"hourly", measure::count, period::hourly},
    {"daily", measure::count, period::daily},
    {"weekly", measure::count, period::weekly},
    {"monthly", measure::count, period::monthly},
    {"quarterly", measure::count, period::quarterly},
    {"yearly", measure::count, period::yearly},
    {"within-hourly", measure::span, period::hourly},
    {"within-daily", measure::span, period::daily},
    {"within-weekly", measure::span, period::weekly},
    {"within-monthly", measure::span, period::monthly},
    {"within-quarterly", measure::span, period::quarterly},
    {"within-yearly", measure::span, period::yearly},
};
inline constexpr std::size_t rule_count = sizeof rules / sizeof *rules;

// Views of the texts it was read from, which must outlive it.
struct policy {
  rotation::dialect dialect = rotation::dialect::maintkit;
  std::uint32_t counts[period_count] = {};     // by period; 0: no such rule
  time::span within[period_count] = {};        // by period, `last` for plain "within"; all zero: no such rule
  std::string_view within_text[period_count];  // as it was written
  std::string_view tags[most_tags];            // "a,b": has both
  std::size_t tag_count = 0;
  std::uint32_t at_least = 1;  // so many complete ones stay, whatever the rules say (maintkit only)
  rotation::calendar calendar;
};

// The index of the rule called so, or nothing.
constexpr std::optional<std::size_t> rule_of(std::string_view name);

// Does the policy have this rule?
constexpr bool has(const policy& p, const rule& r);

// No rule at all: everything is kept.
constexpr bool is_empty(const policy& p);

// Adds one rule: add(p, "daily", "7"), add(p, "within", "2y5m7d3h"), add(p, "tag", "a,b"). Counts are whole numbers
// above 0 or "unlimited", spans are not 0 and have no sign; a rule is given once, tags any number of times; a dialect
// takes the rules, and the liberties with numbers, that its tool takes. The fault's offset counts in `value`.
constexpr parsed<bool> add(policy& p, std::string_view name, std::string_view value);

// Several rules: "last=3,daily=7,weekly=4". Not empty.
constexpr parsed<policy> parse_policy(std::string_view text, dialect d = dialect::maintkit);
constexpr parsed<bool> add_all(policy& p, std::string_view text);

// "daily=7,weekly=4": reads back as the same policy.
std::string to_string(const policy& p);

// Tags are separated by commas; blanks around them do not count. Does `tagged` have each one of `wanted`?
constexpr bool has_tags(std::string_view tagged, std::string_view wanted);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::optional<std::size_t> rule_of(std::string_view name) {
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (rules[i].name == name) return i;
  }
  return std::nullopt;
}

namespace detail {

using namespace maintkit::detail;

constexpr std::size_t index_of(period p) { return static_cast<std::size_t>(p); }

constexpr bool is_zero(const time::span& s) { return s.years == 0 && s.months == 0 && s.days == 0 && s.hours == 0; }

constexpr parse_error fault_of(std::string_view value, const char* expected, errc code = errc::malformed) {
  return {value.empty() ? errc::incomplete : code, expected, 0, value.size()};
}

constexpr bool knows(dialect d, const rule& r) {
  if (r.measure == measure::tag) return d == dialect::maintkit || d == dialect::restic;
  if (r.measure == measure::span) {
    return rotation::has(d, r.period == period::last ? habit::counts_within : habit::counts_within_each) &&
           (r.period == period::last || (row_of(d).periods & set_of(r.period)) != 0);
  }
  return (row_of(d).periods & set_of(r.period)) != 0;
}

constexpr parsed<bool> add_tag(policy& p, std::string_view value) {
  std::string_view rest = value;
  do {
    const bool ends_in_comma = rest.find(',') + 1 == rest.size();
    if (trim(take_until(rest, ',')).empty() || ends_in_comma) {
      return fault_of(value, "a tag, or several with commas between");
    }
  } while (!rest.empty());
  if (p.tag_count == most_tags) return fault_of(value, "at most 16 sets of tags", errc::limit);
  p.tags[p.tag_count++] = value;
  return true;
}

constexpr parsed<bool> add_count(policy& p, period in, std::string_view value) {
  std::uint32_t& count = p.counts[index_of(in)];
  if (count != 0) return fault_of(value, "each rule once", errc::invalid);
  if (value == "unlimited" || (value == "-1" && has(p.dialect, habit::minus_is_unlimited))) {
    count = unlimited;
    return true;
  }
  const auto number = whole_number<std::uint32_t>(value);
  if (!number || *number == unlimited) return fault_of(value, "a count above 0, or unlimited");
  if (*number == 0 && !has(p.dialect, habit::takes_zero)) return fault_of(value, "a count above 0, or unlimited");
  count = *number;
  return true;
}

// maintkit reads restic's form and, for a whole number of weeks, borg's.
constexpr parsed<time::span> span_of_dialect(dialect d, std::string_view value) {
  if (d == dialect::borg) return time::parse_borg_span(value);
  if (d != dialect::maintkit || value.empty() || value.back() != 'w') return time::parse_span(value);
  auto read = time::parse_span(value);
  const auto weeks = whole_number<std::uint32_t>(value.substr(0, value.size() - 1));
  if (!weeks || *weeks > 9999) return read.error();
  return time::span{0, 0, static_cast<std::int32_t>(*weeks * 7), 0};
}

constexpr parsed<bool> add_span(policy& p, period in, std::string_view value) {
  if (!p.within_text[index_of(in)].empty()) return fault_of(value, "each rule once", errc::invalid);
  const auto length = span_of_dialect(p.dialect, value);
  if (!length) return length.error();
  if (is_zero(*length) && !has(p.dialect, habit::takes_zero)) return fault_of(value, "a span above 0");
  p.within[index_of(in)] = *length;
  p.within_text[index_of(in)] = value;
  return true;
}

}  // namespace detail

constexpr bool has(const policy& p, const rule& r) {
  if (r.measure == measure::tag) return p.tag_count != 0;
  const std::size_t in = detail::index_of(r.period);
  return r.measure == measure::count ? p.counts[in] != 0 : !detail::is_zero(p.within[in]);
}

constexpr bool is_empty(const policy& p) {
  for (const rule& r : rules) {
    if (has(p, r)) return false;
  }
  return true;
}

constexpr parsed<bool> add(policy& p, std::string_view name, std::string_view value) {
  if (p.dialect == dialect::borg && name == "last") name = "secondly";  // borg's --keep-last is another name for it
  const auto index = rule_of(name);
  if (!index) return detail::fault_of(name, "the name of a rule: last hourly daily weekly monthly yearly within …");
  const rule& r = rules[*index];
  if (!detail::knows(p.dialect, r)) return detail::fault_of(value, "a rule that this dialect has", errc::unsupported);
  if (r.measure == measure::tag) return detail::add_tag(p, value);
  return r.measure == measure::count ? detail::add_count(p, r.period, value) : detail::add_span(p, r.period, value);
}

constexpr parsed<bool> add_all(policy& p, std::string_view text) {
  std::string_view rest = text;
  do {
    const std::size_t at = text.size() - rest.size();
    const bool ends_in_comma = !rest.empty() && rest.find(',') == rest.size() - 1;
    const std::string_view item = detail::take_until(rest, ',');
    const std::size_t equals = item.find('=');
    if (equals == std::string_view::npos || equals == 0 || ends_in_comma) {
      const std::size_t fault = ends_in_comma ? text.size() : at;
      return parse_error{fault == text.size() ? errc::incomplete : errc::malformed, "RULE=COUNT, like daily=7", fault,
                         ends_in_comma ? 0 : item.size()};
    }
    const auto added = add(p, item.substr(0, equals), item.substr(equals + 1));
    if (!added) {
      parse_error fault = added.error();
      fault.offset += at + (rule_of(item.substr(0, equals)) ? equals + 1 : 0);
      return fault;
    }
  } while (!rest.empty());
  return true;
}

constexpr parsed<policy> parse_policy(std::string_view text, dialect d) {
  policy p;
  p.dialect = d;
  const auto added = add_all(p, text);
  if (!added) return added.error();
  return p;
}

inline std::string to_string(const policy& p) {
  std::string out;
  const auto append = [&](std::string_view name, std::string_view value) {
    if (!out.empty()) out += ',';
    out += name;
    out += '=';
    out += value;
  };
  for (const rule& r : rules) {
    if (!has(p, r)) continue;
    const std::size_t in = detail::index_of(r.period);
    if (r.measure == measure::span) append(r.name, p.within_text[in]);
    if (r.measure != measure::count) continue;
    append(r.name, p.counts[in] == unlimited ? "unlimited" : std::to_string(p.counts[in]));
  }
  for (std::size_t i = 0; i < p.tag_count; ++i) append("tag", p.tags[i]);
  return out;
}

constexpr bool has_tags(std::string_view tagged, std::string_view wanted) {
  while (!wanted.empty()) {
    const std::string_view one = detail::trim(detail::take_until(wanted, ','));
    bool found = false;
    for (std::string_view rest = tagged; !rest.empty() && !found;) {
      found = detail::trim(detail::take_until(rest, ',')) == one;
    }
    if (!found) return false;
  }
  return true;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_POLICY_HPP

// ========================================================================================= maintkit/rotation/lineup.hpp

// What rotation is told about a backup, and the lineup that its rules walk along: those that count, newest first, each
// with its reading on the clock that counts, and how far down that row each rule may reach.
#ifndef MAINTKIT_ROTATION_LINEUP_HPP
#define MAINTKIT_ROTATION_LINEUP_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

enum class state : std::uint8_t {
  complete,
  unverified,  // whether it is good is not known, or it looked bad: neither counted nor removed
  incomplete,  // never finished
};

struct backup {
  time::instant at;
  std::int32_t offset = 0;  // of the clock its time was written with; only some dialects count by it
  std::string_view name;
  std::string_view tags;  // "a,b"
  std::uint64_t size = 0;
  rotation::state state = rotation::state::complete;
  bool pinned = false;    // never removed
  std::string_view note;  // what is known of its state: "is empty"
};

// Why a backup stays, as bits: bit i is rules[i], the bits after those are these.
namespace protection {
inline constexpr std::uint32_t pinned = 1u << rule_count;
inline constexpr std::uint32_t future = pinned << 1;  // dated after now
inline constexpr std::uint32_t unverified = pinned << 2;
inline constexpr std::uint32_t incomplete = pinned << 3;
inline constexpr std::uint32_t at_least = pinned << 4;  // one of the newest complete ones, and no rule keeps it
inline constexpr std::uint32_t no_rule = pinned << 5;   // the policy says nothing
}  // namespace protection

// The backups that count, newest first.
struct lineup {
  std::vector<std::uint32_t> backup;   // index
  std::vector<std::int64_t> local;     // clock reading, in seconds
  std::size_t reach[rule_count] = {};  // by rule: only so many of the newest may it keep
};

// All backups, newest first; of two at the same instant, the longer or later name ("…Z-2" after "…Z").
std::vector<std::uint32_t> newest_first(const std::vector<backup>& backups);

// Why a backup does not count and can't be removed by a rule; 0 for one that counts.
std::uint32_t uncounted(const backup& b, dialect d, time::instant now);

lineup line_up(const std::vector<backup>& backups, const std::vector<std::uint32_t>& order, const policy& keep,
               time::instant now, const time::zone& zone);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// A thousand centuries on both sides: the arithmetic of periods stays far from its limits.
inline constexpr std::int64_t farthest = std::int64_t{100'000} * 366 * 86400;

inline std::int64_t local_of(const backup& b, dialect d, const time::zone& zone) {
  const std::int32_t offset = has(d, habit::own_offsets) ? b.offset : zone.offset_at(b.at);
  return time::detail::clamped(b.at.seconds, -farthest, farthest) + offset;
}

// How many of the newest lie after `limit` (or, for a cut by count, not before it).
inline std::size_t later_than(const std::vector<backup>& backups, const lineup& line, time::instant limit,
                              bool inclusive) {
  const auto later = [&](std::uint32_t i) { return limit < backups[i].at || (inclusive && limit == backups[i].at); };
  return static_cast<std::size_t>(std::partition_point(line.backup.begin(), line.backup.end(), later) -
                                  line.backup.begin());
}

// So many periods before an instant: "daily=7" is 7 days.
inline time::instant before(time::instant at, period p, std::uint32_t count, const time::zone& zone,
                            time::month_end months) {
  const auto n = static_cast<std::int32_t>((std::min)(count, std::uint32_t{99999}));
  const period_row& row = row_of(p);
  if (row.months != 0) return time::subtract(at, {0, n * row.months, 0, 0}, zone, months);
  if (p >= period::daily) return time::subtract(at, {0, 0, n * (p == period::weekly ? 7 : 1), 0}, zone, months);
  at.seconds -= n * row.seconds;
  return at;
}

// The instant that a span counts back from: now, or the newest backup that is not later than now.
inline const time::instant* anchor_of(const std::vector<backup>& backups, const lineup& line, dialect d,
                                      const time::instant& now, std::int32_t& offset) {
  if (has(d, habit::from_now)) return &now;
  for (const std::uint32_t i : line.backup) {
    if (now < backups[i].at) continue;
    offset = backups[i].offset;
    return &backups[i].at;
  }
  return nullptr;
}

inline std::size_t reach_of(const std::vector<backup>& backups, const lineup& line, const policy& keep, const rule& r,
                            time::instant now, const time::zone& zone) {
  const std::size_t all = line.backup.size();
  const std::uint32_t count = keep.counts[index_of(r.period)];
  const bool cuts = has(keep.dialect, habit::cuts_by_count) && r.period != period::last && count != unlimited;
  if (all == 0 || (r.measure != measure::span && !cuts)) return all;
  std::int32_t offset = backups[line.backup[0]].offset;
  const time::instant* const anchor =
      cuts ? &backups[line.backup[0]].at : anchor_of(backups, line, keep.dialect, now, offset);
  if (anchor == nullptr) return all;  // restic: where everything lies in the future, everything is within
  // restic counts back on the clock of the zone it runs in where that shows the offset stored (Go's time.Parse).
  const bool own = has(keep.dialect, habit::own_offsets) && zone.offset_at(*anchor) != offset;
  const time::zone stored = time::zone::fixed(offset);
  const time::zone& clock = own ? stored : zone;
  const time::month_end months = row_of(keep.dialect).months;
  if (cuts) return later_than(backups, line, before(*anchor, r.period, count, clock, months), true);
  return later_than(backups, line, time::subtract(*anchor, keep.within[index_of(r.period)], clock, months), false);
}

}  // namespace detail

inline std::vector<std::uint32_t> newest_first(const std::vector<backup>& backups) {
  struct place {
    std::int64_t seconds;
    std::int32_t nanoseconds;
    std::uint32_t index;
  };
  std::vector<place> places(backups.size());
  for (std::size_t i = 0; i < backups.size(); ++i) {
    places[i] = {backups[i].at.seconds, backups[i].at.nanoseconds, static_cast<std::uint32_t>(i)};
  }
  const auto newer = [&](const place& a, const place& b) {
    if (a.seconds != b.seconds) return a.seconds > b.seconds;
    if (a.nanoseconds != b.nanoseconds) return a.nanoseconds > b.nanoseconds;
    const std::string_view x = backups[a.index].name;
    const std::string_view y = backups[b.index].name;
    if (x.size() != y.size()) return x.size() > y.size();  // "…Z-10" is later than "…Z-2"
    return x != y ? x > y : a.index > b.index;
  };
  if (!std::is_sorted(places.begin(), places.end(), newer)) std::sort(places.begin(), places.end(), newer);
  std::vector<std::uint32_t> order(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) order[i] = places[i].index;
  return order;
}

inline std::uint32_t uncounted(const backup& b, dialect d, time::instant now) {
  std::uint32_t why = 0;
  if (b.state == state::unverified) why |= protection::unverified;
  if (b.state == state::incomplete) why |= protection::incomplete;
  if (now < b.at && !has(d, habit::counts_future)) why |= protection::future;
  if (b.pinned && has(d, habit::skips_pinned)) why |= protection::pinned;
  return why;
}

inline lineup line_up(const std::vector<backup>& backups, const std::vector<std::uint32_t>& order, const policy& keep,
                      time::instant now, const time::zone& zone) {
  lineup line;
  line.backup.reserve(order.size());
  line.local.reserve(order.size());
  for (const std::uint32_t i : order) {
    if (uncounted(backups[i], keep.dialect, now) != 0) continue;
    line.backup.push_back(i);
    line.local.push_back(detail::local_of(backups[i], keep.dialect, zone));
  }
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (has(keep, rules[i])) line.reach[i] = detail::reach_of(backups, line, keep, rules[i], now, zone);
  }
  return line;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_LINEUP_HPP

// =========================================================================================== maintkit/rotation/plan.hpp

// Which backups stay and which go. Pure: the backups, a policy, `now` and a zone decide, nothing is read or touched.
//
//   const auto keep = parse_policy("daily=7,weekly=4");
//   const decisions d = plan(backups, *keep, now, zone::utc());
//   if (!d.keeps(i)) …   // backups[i] may go
#ifndef MAINTKIT_ROTATION_PLAN_HPP
#define MAINTKIT_ROTATION_PLAN_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

struct decisions {
  std::vector<std::uint32_t> kept;          // by backup: the set of reasons to keep it; none: it may go
  std::vector<std::uint32_t> newest_first;  // all backups
  std::uint32_t oldest = 0;                 // the rules that keep the oldest one only because they have count left
  std::size_t removed = 0;                  // how many may go

  bool keeps(std::size_t backup) const { return kept[backup] != 0; }
};

// Decides on every backup. At most 2^32 - 1 of them. The maintkit dialect never lets go of what is pinned, unverified,
// incomplete or dated after `now`, nor of the newest complete ones (policy.at_least); the others as their tools do, but
// what is pinned or unverified stays too.
decisions plan(const std::vector<backup>& backups, const policy& keep, time::instant now, const time::zone& zone);

// The heart of it, for use at compile time too: `local` are clock readings in seconds, newest backup first. Or-s the
// bit of rules[index] into the marks of those it keeps; only the first `reach` may be kept. Answers whether the oldest
// one is kept only for being the oldest. A mark of `passed_over` is no reason to keep; some dialects need it.
constexpr bool apply_rule(const policy& keep, std::size_t index, const std::int64_t* local, std::size_t count,
                          std::size_t reach, std::uint32_t* marks);
inline constexpr std::uint32_t passed_over = 1u << 31;

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t none = static_cast<std::size_t>(-1);

// The end of the period that starts with the backup at `first`. Clocks set back can show a day again for a while after
// the next one has begun: from hours on, such a backup belongs to the period it stands in, so that none counts twice.
constexpr std::size_t end_of_period(const policy& keep, period p, const std::int64_t* local, std::size_t first,
                                    std::size_t count) {
  if (p == period::last) return first + 1;
  const bounds in = bounds_of(p, local[first], keep.calendar);
  const bool exactly = p < period::hourly || has(keep.dialect, habit::knows_last_only);
  std::size_t end = first + 1;
  if (exactly) {
    while (end < count && in.contains(local[end])) ++end;
  } else {
    while (end < count && local[end] >= in.start) ++end;
  }
  return end;
}

// Which of the backups [first, end) of a period stands for it, or none.
constexpr std::size_t choose(const policy& keep, std::size_t first, std::size_t end, std::uint32_t* marks) {
  switch (row_of(keep.dialect).counting) {
    case counting::each_on_its_own:
      return has(keep.dialect, habit::first_of_period) ? end - 1 : first;
    case counting::unless_kept:
      return marks[first] == 0 ? first : none;
    case counting::unless_covered:
      break;
  }
  std::size_t chosen = none;
  for (std::size_t i = end; i-- > first;) {
    if ((marks[i] & ~passed_over) != 0) return none;
    if (marks[i] == 0) chosen = i;
  }
  return chosen;
}

// A rule passes over what it did not choose, and for good.
constexpr void pass_over(std::size_t first, std::size_t end, std::uint32_t* marks) {
  for (std::size_t i = first; i < end; ++i) {
    if (marks[i] == 0) marks[i] = passed_over;
  }
}

constexpr bool extends_to_oldest(const policy& keep, const rule& r) {
  if (!has(keep.dialect, habit::keeps_oldest)) return false;
  if (r.measure == measure::span) return r.period != period::last && has(keep.dialect, habit::of_within);
  return keep.counts[index_of(r.period)] != unlimited || has(keep.dialect, habit::of_unlimited);
}

}  // namespace detail

constexpr bool apply_rule(const policy& keep, std::size_t index, const std::int64_t* local, std::size_t count,
                          std::size_t reach, std::uint32_t* marks) {
  const rule& r = rules[index];
  const std::uint32_t bit = 1u << index;
  std::uint32_t left = r.measure == measure::count ? keep.counts[detail::index_of(r.period)] : unlimited;
  for (std::size_t first = 0, end = 0; first < reach && left > 0; first = end) {
    end = detail::end_of_period(keep, r.period, local, first, count);
    const std::size_t chosen = detail::choose(keep, first, end, marks);
    if (chosen == detail::none) continue;
    if (chosen >= reach) break;
    marks[chosen] |= bit;
    if (row_of(keep.dialect).counting == counting::unless_covered) detail::pass_over(first, end, marks);
    if (left != unlimited) --left;
  }
  if (left == 0 || reach < count || count == 0 || !detail::extends_to_oldest(keep, r)) return false;
  std::uint32_t& last = marks[count - 1];
  const bool taken = row_of(keep.dialect).counting == counting::unless_kept ? last != 0 : (last & bit) != 0;
  if (!taken) last |= bit;
  return !taken;
}

namespace detail {

// Which of the unfinished ones go after all, in the dialects that remove them.
inline void drop_unfinished(const std::vector<backup>& backups, dialect d, decisions& out) {
  const unfinished how = row_of(d).unfinished;
  if (how == unfinished::stay) return;
  constexpr std::int64_t four_hours = 4 * 3600;
  std::size_t seen = 0;
  bool newest = true;
  for (const std::uint32_t i : out.newest_first) {
    if (backups[i].state != state::incomplete) {
      newest = false;
      continue;
    }
    const std::int64_t age = backups[out.newest_first[0]].at.seconds - backups[i].at.seconds;
    const bool stays = newest && (how == unfinished::newest_stays ? seen == 0 : seen < 3 || age < four_hours);
    if (!stays) out.kept[i] &= ~protection::incomplete;
    newest = stays;
    ++seen;
  }
}

inline void apply_rules(const std::vector<backup>& backups, const policy& keep, const lineup& line, decisions& out) {
  std::vector<std::uint32_t> marks(line.backup.size());
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (!has(keep, rules[i])) continue;
    if (rules[i].measure == measure::tag) {
      for (std::size_t at = 0; at < marks.size(); ++at) {
        for (std::size_t t = 0; t < keep.tag_count; ++t) {
          if (has_tags(backups[line.backup[at]].tags, keep.tags[t])) marks[at] |= 1u << i;
        }
      }
    } else if (apply_rule(keep, i, line.local.data(), line.local.size(), line.reach[i], marks.data())) {
      out.oldest |= 1u << i;
    }
  }
  const std::uint32_t least = has(keep.dialect, habit::keeps_newest) ? (std::max)(keep.at_least, 1u) : 0;
  for (std::size_t at = 0; at < marks.size(); ++at) {
    if (at < least && marks[at] == 0) marks[at] = protection::at_least;
    out.kept[line.backup[at]] = marks[at] & ~passed_over;
  }
}

}  // namespace detail

inline decisions plan(const std::vector<backup>& backups, const policy& keep, time::instant now,
                      const time::zone& zone) {
  decisions out;
  out.newest_first = rotation::newest_first(backups);
  out.kept.resize(backups.size());
  if (is_empty(keep)) {
    for (std::uint32_t& why : out.kept) why = protection::no_rule;
    return out;
  }
  detail::apply_rules(backups, keep, line_up(backups, out.newest_first, keep, now, zone), out);
  for (std::size_t i = 0; i < backups.size(); ++i) {
    out.kept[i] |= uncounted(backups[i], keep.dialect, now);
    if (backups[i].pinned) out.kept[i] |= protection::pinned;
  }
  detail::drop_unfinished(backups, keep.dialect, out);
  for (const std::uint32_t why : out.kept) out.removed += why == 0;
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_PLAN_HPP

// ======================================================================================== maintkit/rotation/explain.hpp

// The reasons of a plan, for both sides: which rules keep a backup and as which of how many, and until when; or which
// period it lost, and to which backup. One backup at a time, newest first, so a million need no more room than one.
//
//   explainer each(backups, policy, decisions, now, zone);
//   for (explanation e; each.next(e);) …  // "daily 3 of 7; weekly 1 of 4", "day 2026-07-08 has b.dump"
#ifndef MAINTKIT_ROTATION_EXPLAIN_HPP
#define MAINTKIT_ROTATION_EXPLAIN_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

enum class because : std::uint8_t {
  holds,      // kept: it stands for its period
  oldest,     // kept: the oldest one, while the rule has count left
  tagged,     // kept
  protects,   // kept, whatever the rules say
  has,        // gone: another one stands for its period
  used_up,    // gone: the rule has counted its number of periods before
  too_early,  // gone: earlier than the span reaches
};

struct reason {
  because why = because::holds;
  const rotation::rule* rule = nullptr;       // null for `protects`
  std::uint32_t protection = 0;               // for `protects`
  std::uint32_t ordinal = 0;                  // as which the rule counts it, from 1
  std::uint32_t of = 0;                       // the rule's count, or unlimited
  std::int64_t local = 0;                     // a reading inside the period that was lost
  const rotation::backup* instead = nullptr;  // for `has`; for `protects` the backup itself
  std::string_view tags;                      // for `tagged`
};

struct explanation {
  std::size_t backup = 0;  // index
  bool keep = false;
  std::vector<reason> reasons;  // in the order of rules
  // When no rule will keep it any more, if backups go on at the pace of the latest ones; none: not foreseeable, or
  // never.
  std::optional<time::instant> until;
};

class explainer {
 public:
  // All are looked at until the last call of next().
  explainer(const std::vector<backup>& backups, const policy& keep, const decisions& made, time::instant now,
            const time::zone& zone);

  // The next backup, newest first; false at the end. Reuses the room of `out`.
  bool next(explanation& out);

 private:
  struct progress {
    std::size_t end = 0;     // of the period that is being walked through
    std::size_t holder = 0;  // in the lineup; detail::none if no one was chosen
    std::uint32_t counted = 0;
  };

  void enter(std::size_t rule, std::size_t at);
  void explain_rule(std::size_t rule, std::size_t at, explanation& out);
  std::optional<std::int64_t> leaves(const reason& why, std::size_t at) const;
  void foresee(std::size_t at, explanation& out) const;

  const std::vector<backup>& backups_;
  const policy& keep_;
  const decisions& made_;
  const time::zone& zone_;
  lineup line_;
  progress progress_[rule_count];
  std::size_t position_ = 0;  // in newest_first
  std::size_t at_ = 0;        // in the lineup
  std::int64_t pace_ = 0;     // seconds between backups
};

// In the words of the policy's dialect: "daily 3 of 7", restic's "oldest monthly snapshot", borg's "daily[oldest] #3".
std::string to_text(const reason& why, const policy& keep);

// All of them, "; " between, and "until about 2026-07-15" at the end where that is known (maintkit's own words only).
std::string to_text(const explanation& of, const policy& keep, const time::zone& zone);

// "2y5m7d3h", as restic writes it.
std::string to_text(const time::span& length);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// The middle of the distances between the newest backups; 0 for fewer than two.
inline std::int64_t pace_of(const std::vector<backup>& backups, const lineup& line) {
  constexpr std::size_t looked_at = 32;
  std::vector<std::int64_t> gaps;
  for (std::size_t i = 1; i < line.backup.size() && i <= looked_at; ++i) {
    gaps.push_back(backups[line.backup[i - 1]].at.seconds - backups[line.backup[i]].at.seconds);
  }
  if (gaps.empty()) return 0;
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  return *middle;
}

}  // namespace detail

inline explainer::explainer(const std::vector<backup>& backups, const policy& keep, const decisions& made,
                            time::instant now, const time::zone& zone)
    : backups_(backups), keep_(keep), made_(made), zone_(zone) {
  if (is_empty(keep)) return;
  line_ = line_up(backups, made.newest_first, keep, now, zone);
  pace_ = detail::pace_of(backups, line_);
}

inline bool explainer::next(explanation& out) {
  if (position_ == made_.newest_first.size()) return false;
  out.backup = made_.newest_first[position_++];
  out.keep = made_.keeps(out.backup);
  out.reasons.clear();
  out.until.reset();
  const bool counted = at_ < line_.backup.size() && line_.backup[at_] == out.backup;
  if (counted) {
    for (std::size_t i = 0; i < rule_count; ++i) {
      if (has(keep_, rules[i])) explain_rule(i, at_, out);
    }
  }
  for (std::uint32_t bit = protection::pinned; bit <= protection::no_rule; bit <<= 1) {
    if ((made_.kept[out.backup] & bit) == 0) continue;
    reason why;
    why.why = because::protects;
    why.protection = bit;
    why.ordinal = static_cast<std::uint32_t>(at_ + 1);
    why.of = keep_.at_least;
    why.instead = &backups_[out.backup];
    out.reasons.push_back(why);
  }
  if (counted) foresee(at_++, out);
  return true;
}

// Looks ahead for who stands for the period that begins at `at`; where a backup counts for one rule only, that may be
// one that another rule keeps.
inline void explainer::enter(std::size_t index, std::size_t at) {
  progress& p = progress_[index];
  p.end = detail::end_of_period(keep_, rules[index].period, line_.local.data(), at, line_.local.size());
  p.holder = detail::none;
  std::size_t kept_by_another = detail::none;
  const std::uint32_t bit = 1u << index;
  for (std::size_t i = p.end; i-- > at;) {
    const std::uint32_t kept = made_.kept[line_.backup[i]];
    const bool as_oldest = i + 1 == line_.backup.size() && i != at && (made_.oldest & bit) != 0;
    if ((kept & bit) != 0 && !as_oldest) p.holder = i;
    if (kept != 0) kept_by_another = i;
  }
  if (p.holder == detail::none && row_of(keep_.dialect).counting != counting::each_on_its_own) {
    p.holder = kept_by_another;
  }
}

inline void explainer::explain_rule(std::size_t index, std::size_t at, explanation& out) {
  const rule& r = rules[index];
  const backup& b = backups_[out.backup];
  const std::uint32_t bit = 1u << index;
  const bool by_this = (made_.kept[out.backup] & bit) != 0;
  reason why;
  why.rule = &r;
  why.local = line_.local[at];
  if (r.measure == measure::tag) {
    for (std::size_t i = 0; by_this && i < keep_.tag_count; ++i) {
      if (!has_tags(b.tags, keep_.tags[i])) continue;
      why.why = because::tagged;
      why.tags = keep_.tags[i];
      out.reasons.push_back(why);
    }
    return;
  }
  progress& p = progress_[index];
  why.of = r.measure == measure::count ? keep_.counts[detail::index_of(r.period)] : unlimited;
  if (at >= p.end) enter(index, at);
  if (by_this) {
    const bool oldest = at + 1 == line_.backup.size() && (made_.oldest & bit) != 0;
    why.why = oldest ? because::oldest : because::holds;
    why.ordinal = ++p.counted;
  } else if (out.keep) {
    return;  // what this rule says against it does not matter
  } else if (p.holder != detail::none && p.holder != at) {
    why.why = because::has;
    why.instead = &backups_[line_.backup[p.holder]];
  } else {
    why.why = at >= line_.reach[index] ? because::too_early : because::used_up;
  }
  out.reasons.push_back(why);
}

// The instant, on the clock, at which this reason ends.
inline std::optional<std::int64_t> explainer::leaves(const reason& why, std::size_t at) const {
  const backup& b = backups_[line_.backup[at]];
  const period p = why.rule->period;
  const std::int64_t newest = line_.local[0];
  const std::int64_t next = newest + pace_;
  const bool last = p == period::last;
  if (at == 0 && !last && bounds_of(p, newest, keep_.calendar).contains(next)) return next;  // then that one holds it
  if (why.rule->measure == measure::span) {
    const time::span& s = keep_.within[detail::index_of(p)];
    const time::instant end = time::subtract(b.at, {-s.years, -s.months, -s.days, -s.hours}, zone_);
    return end.seconds + zone_.offset_at(end);
  }
  if (why.of == unlimited) return std::nullopt;
  constexpr std::uint32_t foreseeable = 10000;
  const std::int64_t more = std::int64_t{why.of} - why.ordinal + 1;  // so many new periods push it out
  if (more > foreseeable) return std::nullopt;
  const std::int64_t by_pace = newest + more * pace_;
  if (last) return by_pace;
  const std::int64_t by_calendar = start_after(p, bounds_of(p, newest, keep_.calendar).start, more, keep_.calendar);
  return (std::max)(by_pace, by_calendar);
}

inline void explainer::foresee(std::size_t at, explanation& out) const {
  if (!out.keep || pace_ <= 0) return;
  std::int64_t latest = INT64_MIN;
  for (const reason& why : out.reasons) {
    const bool holds = why.why == because::holds || why.why == because::oldest;
    const auto end = holds ? leaves(why, at) : std::nullopt;
    if (!end) return;
    latest = (std::max)(latest, *end);
  }
  const std::int32_t offset = zone_.offset_at({latest, 0});
  out.until = time::instant{latest - offset, 0};
}

namespace detail {

// %p the period's rule, %n which, %c of how many, %w the span.
struct wording {
  std::string_view counted;
  std::string_view counted_unlimited;
  std::string_view oldest;
  std::string_view oldest_unlimited;
  std::string_view within;
  std::string_view within_each;
  std::string_view oldest_within;
};

inline constexpr wording wordings[] = {
    {"%p %n of %c", "%p %n", "oldest, %p %n of %c", "oldest, %p %n", "within %w", "%p within %w", ""},
    {"%p snapshot", "%p snapshot", "oldest %p snapshot", "oldest %p snapshot", "within %w", "%p within %w",
     "oldest %p within %w"},
    {"%p #%n", "%p #%n", "%p[oldest] #%n", "", "within #%n", "", ""},
    {"%p %n of %c", "%p %n", "", "", "", "", ""},
    {"%p-%n", "%p-%n", "", "", "", "", ""},
    {"%p", "%p", "", "", "", "", ""},
};

inline std::string_view period_word(const rule& r, dialect d) {
  const bool kopia = d == dialect::kopia;
  if (kopia && r.period == period::last) return "latest";
  if (kopia && r.period == period::yearly) return "annual";
  return row_of(r.period).name;
}

inline std::string worded(std::string_view form, const reason& why, const policy& keep) {
  std::string out;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '%') {
      out += form[i];
      continue;
    }
    switch (form[++i]) {
      case 'p':
        out += period_word(*why.rule, keep.dialect);
        break;
      case 'n':
        out += std::to_string(why.ordinal);
        break;
      case 'c':
        out += std::to_string(why.of);
        break;
      default:
        out += to_text(keep.within[index_of(why.rule->period)]);
    }
  }
  return out;
}

inline std::string_view form_of(const reason& why, dialect d) {
  const wording& w = wordings[static_cast<std::size_t>(d)];
  const bool oldest = why.why == because::oldest;
  if (why.rule->measure == measure::span) {
    if (why.rule->period == period::last) return w.within;
    return oldest ? w.oldest_within : w.within_each;
  }
  if (why.of == unlimited) return oldest ? w.oldest_unlimited : w.counted_unlimited;
  return oldest ? w.oldest : w.counted;
}

inline std::string noted(std::string text, std::string_view note) {
  if (!note.empty()) (text += ": ") += note;
  return text;
}

inline std::string protection_text(const reason& why) {
  switch (why.protection) {
    case protection::pinned:
      return "pinned";
    case protection::future:
      return "dated in the future";
    case protection::unverified:
      return noted("not verified", why.instead->note);
    case protection::incomplete:
      return noted("never finished", why.instead->note);
    case protection::no_rule:
      return "no rule";
    default:
      break;
  }
  if (why.of <= 1) return "newest complete";
  return "complete " + std::to_string(why.ordinal) + " of at least " + std::to_string(why.of);
}

inline std::string tags_text(std::string_view tags, dialect d) {
  std::string out = d == dialect::restic ? "has tags [" : "tagged ";
  for (bool first = true; !tags.empty(); first = false) {
    if (!first) out += d == dialect::restic ? ", " : ",";
    out += trim(take_until(tags, ','));
  }
  return d == dialect::restic ? out + "]" : out;
}

inline std::string lost_text(const reason& why, const policy& keep) {
  const period_row& row = row_of(why.rule->period);
  if (why.why == because::has) {
    return std::string(row.noun) + " " + to_text(why.rule->period, why.local, keep.calendar) + " has " +
           std::string(why.instead->name);
  }
  if (why.why == because::too_early) {
    if (why.rule->measure == measure::count) return "too old for " + std::string(row.name);
    return "earlier than " + std::string(why.rule->name) + " " + to_text(keep.within[index_of(why.rule->period)]);
  }
  const std::string count = std::to_string(why.of);
  if (why.rule->period == period::last) return "past the last " + count;
  return "past the " + count + " " + std::string(row.noun) + (why.of == 1 ? " kept" : "s kept");
}

}  // namespace detail

inline std::string to_text(const reason& why, const policy& keep) {
  switch (why.why) {
    case because::protects:
      return detail::protection_text(why);
    case because::tagged:
      return detail::tags_text(why.tags, keep.dialect);
    case because::holds:
    case because::oldest:
      return detail::worded(detail::form_of(why, keep.dialect), why, keep);
    default:
      return detail::lost_text(why, keep);
  }
}

inline std::string to_text(const explanation& of, const policy& keep, const time::zone& zone) {
  std::string out;
  for (const reason& why : of.reasons) {
    if (!out.empty()) out += "; ";
    out += to_text(why, keep);
  }
  if (of.until && keep.dialect == dialect::maintkit) {
    const std::string until = time::to_rfc3339(*of.until, zone.offset_at(*of.until));
    out += "; until about " + until.substr(0, until.find('T'));
  }
  return out;
}

inline std::string to_text(const time::span& length) {
  std::string out;
  const auto append = [&](std::int32_t n, char unit) {
    if (n != 0) (out += std::to_string(n)) += unit;
  };
  append(length.years, 'y');
  append(length.months, 'm');
  append(length.days, 'd');
  append(length.hours, 'h');
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_EXPLAIN_HPP

// ================================================================================================ maintkit/rotation.hpp

// Rotation: which backups may go, and why. Planning is pure and shows its reasons for both sides; what it decides is
// carried out elsewhere (rotation/directory.hpp), after someone has seen it.
//
//   std::vector<rotation::backup> backups = …;                               // when each was taken, its name, its
//   state const auto keep = rotation::parse_policy("daily=7,weekly=4,monthly=6"); const auto made =
//   rotation::plan(backups, *keep, now, time::zone::utc()); rotation::explainer each(backups, *keep, made, now,
//   time::zone::utc()); for (rotation::explanation e; each.next(e);) …                           // "daily 3 of 7;
//   weekly 1 of 4"
#ifndef MAINTKIT_ROTATION_HPP
#define MAINTKIT_ROTATION_HPP

#endif  // MAINTKIT_ROTATION_HPP

// ============================================================================================ maintkit/rotation/age.hpp

// How old the newest good backup is, and the longest time without one: what monitoring asks of backups. Pure.
//
//   const coverage seen = measure_coverage(found.backups, now);
//   if (seen.count == 0 || seen.age > 26 * time::one_hour) …
#ifndef MAINTKIT_ROTATION_AGE_HPP
#define MAINTKIT_ROTATION_AGE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// Of the complete backups that are not dated after now.
struct coverage {
  std::size_t count = 0;
  std::size_t uncounted = 0;  // unverified, unfinished or dated in the future
  const backup* newest = nullptr;
  time::duration age = 0;          // from the newest to now
  time::duration largest_gap = 0;  // between two that follow each other
  const backup* before_gap = nullptr;
  std::uint64_t bytes = 0;
};

coverage measure_coverage(const std::vector<backup>& backups, time::instant now);

// ---------------------------------------------------------------------------------------------------------------------

inline coverage measure_coverage(const std::vector<backup>& backups, time::instant now) {
  coverage out;
  std::vector<const backup*> good;
  good.reserve(backups.size());
  for (const backup& b : backups) {
    if (b.state == state::complete && !(now < b.at)) good.push_back(&b);
  }
  std::sort(good.begin(), good.end(), [](const backup* a, const backup* b) { return a->at < b->at; });
  out.count = good.size();
  out.uncounted = backups.size() - good.size();
  if (good.empty()) return out;
  out.newest = good.back();
  out.age = time::between(out.newest->at, now);
  for (std::size_t i = 0; i < good.size(); ++i) {
    out.bytes += good[i]->size;
    const time::duration gap = i == 0 ? 0 : time::between(good[i - 1]->at, good[i]->at);
    if (gap <= out.largest_gap) continue;
    out.largest_gap = gap;
    out.before_gap = good[i - 1];
  }
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_AGE_HPP

// ====================================================================================== maintkit/rotation/directory.hpp

// A directory of backups, read: which entries are ours to manage, when they were made, whether they are good.
// Everything else in it is foreign: listed with the reason, never touched. No symbolic link is followed.
//
//   auto home = open_backups("/srv/backups", locking::yes);
//   auto found = list(home->get(), {name_pattern, zone}, now);
//   plan(found->backups, …)
#ifndef MAINTKIT_ROTATION_DIRECTORY_HPP
#define MAINTKIT_ROTATION_DIRECTORY_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

inline constexpr std::string_view trash_name = ".trash";
inline constexpr std::size_t most_entries = 10'000'000;

// What tells that an entry is still the one that was looked at.
struct identity {
  dev_t device = 0;
  ino_t inode = 0;
  time::instant changed;  // mtime
};

struct foreign {
  std::string_view name;
  std::string_view why;  // "is a symbolic link", "does not fit the pattern" …
};

// Looks into the backup set in an open directory: sets its state, note, size, tags. False: it is no backup set.
using set_reader = bool(int set, backup& about);

// Which entries are backups.
struct selection {
  std::optional<name_pattern> match;  // regular files whose whole name fits; none: backup sets, as maintkit writes them
  time::zone zone;                    // of the names, if their form does not say
  time::duration settle = 0;          // a file that changed less than this ago may still be being written
  set_reader* read_set = nullptr;
};

// The views in backups and others point into `names`, which may be moved but not copied.
struct listing {
  std::vector<backup> backups;
  std::vector<identity> identities;  // by backup
  std::vector<foreign> others;
  std::vector<char> names;

  listing() = default;
  listing(listing&&) = default;
  listing& operator=(listing&&) = default;
};

enum class locking : bool { no, yes };

// Opens a directory; with a lock, errc::busy if another run has it. The lock is on the directory itself (flock): it
// leaves no file behind, and ends with the descriptor.
result<maintkit::detail::unique_fd> open_backups(const std::string& path, locking lock);

// Every entry but the trash. Files of size 0, or changed less than `settle` before `now`, are unverified.
result<listing> list(int directory, const selection& which, time::instant now);

// What stands under a name now; none if nothing does.
std::optional<identity> identify(int directory, const std::string& name);
bool operator==(const identity& a, const identity& b);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline time::instant changed_at(const struct stat& s) {
#if defined(__APPLE__)
  return {s.st_mtimespec.tv_sec, static_cast<std::int32_t>(s.st_mtimespec.tv_nsec)};
#else
  return {s.st_mtim.tv_sec, static_cast<std::int32_t>(s.st_mtim.tv_nsec)};
#endif
}

inline identity identity_of(const struct stat& s) { return {s.st_dev, s.st_ino, changed_at(s)}; }

inline std::string_view kind_of(mode_t mode) {
  if (S_ISLNK(mode)) return "is a symbolic link";
  if (S_ISDIR(mode)) return "is a directory";
  if (S_ISREG(mode)) return "is a file";
  if (S_ISFIFO(mode)) return "is a FIFO";
  if (S_ISSOCK(mode)) return "is a socket";
  return "is a device";
}

// Takes a directory's entries one at a time and sorts them into `out`.
class lister {
 public:
  lister(int directory, const selection& which, time::instant now) : directory_(directory), which_(which), now_(now) {}

  void take(const char* name) {
    const std::string_view text = name;
    const place where{out.names.size(), text.size()};
    out.names.insert(out.names.end(), name, name + text.size() + 1);
    const std::string_view why = look(name);
    if (!why.empty()) out.others.push_back({{}, why});
    (why.empty() ? ours_ : others_).push_back(where);
  }

  // Names move while more of them come, so the views are made at the end.
  void finish() {
    for (std::size_t i = 0; i < ours_.size(); ++i) out.backups[i].name = view(ours_[i]);
    for (std::size_t i = 0; i < others_.size(); ++i) out.others[i].name = view(others_[i]);
  }

  listing out;

 private:
  struct place {
    std::size_t at;
    std::size_t length;
  };

  std::string_view view(const place& p) const { return {out.names.data() + p.at, p.length}; }

  // Adds a backup, or says why it is none.
  std::string_view look(const char* name) {
    const auto at = which_.match ? which_.match->match(name, which_.zone) : match_set_name(name);
    if (!at) return "does not fit the pattern";
    struct stat s {};
    if (::fstatat(directory_, name, &s, AT_SYMLINK_NOFOLLOW) != 0) return "can't be looked at";
    if (which_.match ? !S_ISREG(s.st_mode) : !S_ISDIR(s.st_mode)) return kind_of(s.st_mode);
    backup b;
    b.at = *at;
    b.offset = which_.zone.offset_at(*at);
    if (which_.match) {
      look_at_file(s, b);
    } else if (!look_at_set(name, b)) {
      return "is no backup set";
    }
    out.backups.push_back(b);
    out.identities.push_back(identity_of(s));
    return {};
  }

  void look_at_file(const struct stat& s, backup& b) const {
    b.size = static_cast<std::uint64_t>(s.st_size);
    const time::instant settled = time::add(changed_at(s), which_.settle);
    if (s.st_size == 0) b.note = "is empty";
    if (which_.settle > 0 && now_ < settled) b.note = "changed moments ago";
    if (!b.note.empty()) b.state = state::unverified;
  }

  bool look_at_set(const char* name, backup& b) const {
    const auto set = maintkit::detail::open_directory_at(directory_, name);
    if (!set || which_.read_set == nullptr) return false;
    return which_.read_set(set->get(), b);
  }

  int directory_;
  const selection& which_;
  time::instant now_;
  std::vector<place> ours_;
  std::vector<place> others_;
};

}  // namespace detail

inline result<maintkit::detail::unique_fd> open_backups(const std::string& path, locking lock) {
  auto directory = maintkit::detail::open_directory(path);
  if (!directory || lock == locking::no) return directory;
  if (::flock(directory->get(), LOCK_EX | LOCK_NB) == 0) return directory;
  if (errno == EWOULDBLOCK) return error(errc::busy, path, "another run is at work here");
  return maintkit::detail::system_error(errno, path);
}

inline result<listing> list(int directory, const selection& which, time::instant now) {
  const int copy = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (copy < 0) return maintkit::detail::system_error(errno, "directory");
  DIR* const stream = ::fdopendir(copy);
  if (stream == nullptr) {
    const int number = errno;
    ::close(copy);
    return maintkit::detail::system_error(number, "directory");
  }
  detail::lister lister(directory, which, now);
  std::size_t count = 0;
  errno = 0;
  for (const dirent* e = ::readdir(stream); e != nullptr && count < most_entries; e = ::readdir(stream)) {
    const std::string_view name = e->d_name;
    if (name != "." && name != ".." && name != trash_name) {
      lister.take(e->d_name);
      ++count;
    }
    errno = 0;
  }
  const int number = errno;
  ::closedir(stream);
  if (number != 0) return maintkit::detail::system_error(number, "directory");
  if (count == most_entries) return error(errc::limit, "directory", "has more than 10,000,000 entries");
  lister.finish();
  return std::move(lister.out);
}

inline std::optional<identity> identify(int directory, const std::string& name) {
  struct stat s {};
  if (::fstatat(directory, name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  return detail::identity_of(s);
}

inline bool operator==(const identity& a, const identity& b) {
  return a.device == b.device && a.inode == b.inode && a.changed == b.changed;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_DIRECTORY_HPP

// ========================================================================================== maintkit/rotation/guard.hpp

// What is checked before anything is moved, because a plan can be right by its rules and still be a mistake: a changed
// policy, a clock that jumped, backups that all turned bad. Pure.
//
//   const auto may = check_guards(found.backups, made, last, now);
//   if (!may) …   // errc::refused: "apply: 28 of the 30 backups that the last run kept would go …"
#ifndef MAINTKIT_ROTATION_GUARD_HPP
#define MAINTKIT_ROTATION_GUARD_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// What the run before this one left.
struct past_run {
  time::instant at;
  std::vector<std::string> kept;
};

// Which guards are told to let go.
struct waived {
  bool share = false;
  bool clock = false;
  bool last_good = false;
};

// Refuses, with errc::refused, a plan that removes something when
//  - more than half of what the last run kept would go, and more than has come since (share; not on a first run),
//  - no complete backup would be left (last_good),
//  - `now` lies before the last run, or so far past the newest complete backup that the clock may have jumped: 60 days,
//    or ten times the usual distance between backups where that is more (clock).
result<void> check_guards(const std::vector<backup>& backups, const decisions& made, const past_run* last,
                          time::instant now, const waived& allowed = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::int64_t far_past_newest = std::int64_t{60} * 86400;

inline result<void> check_share(const std::vector<backup>& backups, const decisions& made, const past_run& last) {
  std::vector<std::string_view> known(last.kept.begin(), last.kept.end());
  std::sort(known.begin(), known.end());
  std::size_t going = 0;
  std::size_t new_ones = 0;
  for (std::size_t i = 0; i < backups.size(); ++i) {
    const bool was_kept = std::binary_search(known.begin(), known.end(), backups[i].name);
    going += was_kept && !made.keeps(i);
    new_ones += !was_kept && backups[i].state == state::complete;
  }
  if (going * 2 <= known.size() || going <= new_ones) return {};
  return error(errc::refused, "apply",
               std::to_string(going) + " of the " + std::to_string(known.size()) +
                   " backups that the last run kept would go: is this the policy that was meant?");
}

inline result<void> check_clock(const std::vector<backup>& backups, const decisions& made, const past_run* last,
                                time::instant now) {
  if (last != nullptr && now < last->at) {
    return error(errc::refused, "apply",
                 "the clock says " + time::to_rfc3339(now) + ", before the last run at " + time::to_rfc3339(last->at));
  }
  std::vector<std::int64_t> times;
  for (const std::uint32_t i : made.newest_first) {
    if (backups[i].state == state::complete && !(now < backups[i].at)) times.push_back(backups[i].at.seconds);
  }
  if (times.empty()) return {};
  const std::int64_t usual =
      times.size() < 2 ? 0 : (times.front() - times.back()) / static_cast<std::int64_t>(times.size() - 1);
  if (now.seconds - times.front() <= (std::max)(far_past_newest, usual * 10)) return {};
  return error(errc::refused, "apply",
               "the newest backup is of " + time::to_rfc3339({times.front(), 0}) + " and the clock says " +
                   time::to_rfc3339(now) + ": has it jumped, or have backups stopped?");
}

}  // namespace detail

inline result<void> check_guards(const std::vector<backup>& backups, const decisions& made, const past_run* last,
                                 time::instant now, const waived& allowed) {
  if (made.removed == 0) return {};
  bool good_left = false;
  for (std::size_t i = 0; i < backups.size() && !good_left; ++i) {
    good_left = made.keeps(i) && backups[i].state == state::complete && !(now < backups[i].at);
  }
  if (!good_left && !allowed.last_good) {
    return error(errc::refused, "apply", "no verified backup would be left");
  }
  if (!allowed.clock) {
    if (auto fine = detail::check_clock(backups, made, last, now); !fine) return fine;
  }
  if (last == nullptr || allowed.share) return {};
  return detail::check_share(backups, made, *last);
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_GUARD_HPP

// ========================================================================================== maintkit/rotation/trash.hpp

// A plan carried out: what may go is renamed into .trash inside the directory, run by run, and can come back from there
// until it is purged. A journal of what a run is about to move is on disk before the first move, and a rename is whole
// or not at all: killed at any moment, every backup is either in its place or in the trash.
//
//   .trash/20260708T120000Z/journal            what this run moves
//   .trash/20260708T120000Z/db-….dump          and what it has moved
//   .trash/last-run                            when the last run was, and what it kept
//
// All functions want the directory open and locked (open_backups).
#ifndef MAINTKIT_ROTATION_TRASH_HPP
#define MAINTKIT_ROTATION_TRASH_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// What a run did, by name.
struct moved {
  std::string run;                   // its folder in the trash; empty if there was nothing to move
  std::vector<std::string> names;    // moved, or purged
  std::vector<std::string> blocked;  // undo: left in the trash, because their names are taken, or they are others now
};

// Moves what `made` does not keep. Refuses with errc::changed, before anything is moved, if an entry is no longer the
// one that was listed. `why` goes into the journal: the reason that a guard was waived for.
result<moved> apply(int directory, const listing& found, const decisions& made, time::instant now,
                    std::string_view why = {});

// Brings back what the last run moved: the same files, under their names. errc::missing if there is no run to undo.
result<moved> undo(int directory);

// Deletes for good what runs before `before` moved.
result<moved> purge(int directory, time::instant before);

// When the last run was and what it kept, for check_guards(); none before the first.
result<std::optional<past_run>> last_run(int directory);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using maintkit::detail::unique_fd;

inline constexpr std::string_view journal_name = "journal";
inline constexpr std::string_view last_run_name = "last-run";
inline constexpr std::string_view purging_suffix = ".purging";
inline constexpr std::string_view first_line = "maintkit rotation 1";
inline constexpr std::size_t most_journal = std::size_t{1} << 30;

// The trash, made if need be; .trash may not be a link to somewhere else.
inline result<unique_fd> open_trash(int directory, bool make) {
  const std::string name(trash_name);
  if (make && ::mkdirat(directory, name.c_str(), 0700) != 0 && errno != EEXIST) {
    return maintkit::detail::system_error(errno, name);
  }
  auto trash = maintkit::detail::open_directory_at(directory, name);
  if (trash && make) {
    if (auto done = maintkit::detail::sync(directory, name); !done) return done.error();
  }
  return trash;
}

// The runs in the trash, oldest first: their names begin with their times.
inline result<std::vector<std::string>> runs_in(int trash) {
  constexpr std::size_t most_runs = 1'000'000;
  auto names = maintkit::detail::names_in(trash, most_runs, trash_name);
  if (!names) return names.error();
  std::vector<std::string> runs;
  for (std::string& name : *names) {
    if (match_set_name(name)) runs.push_back(std::move(name));
  }
  std::sort(runs.begin(), runs.end(), [](const std::string& a, const std::string& b) {
    const int by_time = a.compare(0, 16, b, 0, 16);
    if (by_time != 0) return by_time < 0;
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return runs;
}

inline result<std::pair<std::string, unique_fd>> make_run(int trash, time::instant now) {
  constexpr unsigned most_in_a_second = 10000;
  for (unsigned n = 1; n <= most_in_a_second; ++n) {
    std::string name = time::to_compact(now) + (n == 1 ? "" : "-" + std::to_string(n));
    if (::mkdirat(trash, name.c_str(), 0700) != 0) {
      if (errno == EEXIST) continue;
      return maintkit::detail::system_error(errno, name);
    }
    auto run = maintkit::detail::open_directory_at(trash, name);
    if (!run) return run.error();
    return std::make_pair(std::move(name), std::move(*run));
  }
  return error(errc::exists, std::string(trash_name), "every name for this run is taken");
}

// One line for each entry: device, inode, name.
inline std::string journal_of(const listing& found, const decisions& made, std::string_view why) {
  std::string text = std::string(first_line) + "\n";
  for (const char c : why) text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  text += '\n';
  for (const std::uint32_t i : made.newest_first) {
    if (made.keeps(i)) continue;
    text += std::to_string(found.identities[i].device) + '\t' + std::to_string(found.identities[i].inode) + '\t';
    text += found.backups[i].name;
    text += '\n';
  }
  return text;
}

struct journal_entry {
  identity what;  // without the time of change
  std::string name;
};

inline result<std::vector<journal_entry>> read_journal(int run, const std::string& run_name) {
  const error bad(errc::malformed, run_name + "/journal", "is not a journal of maintkit");
  const auto text = maintkit::detail::read_file_at(run, std::string(journal_name), most_journal);
  if (!text) return text.error();
  std::string_view rest = *text;
  if (maintkit::detail::take_until(rest, '\n') != first_line) return bad;
  maintkit::detail::take_until(rest, '\n');  // why a guard was waived
  std::vector<journal_entry> entries;
  while (!rest.empty()) {
    std::string_view line = maintkit::detail::take_until(rest, '\n');
    const auto device = maintkit::detail::whole_number<std::uint64_t>(maintkit::detail::take_until(line, '\t'));
    const auto inode = maintkit::detail::whole_number<std::uint64_t>(maintkit::detail::take_until(line, '\t'));
    if (!device || !inode || line.empty() || line[0] == '.' || line.find('/') != std::string_view::npos) return bad;
    entries.push_back({{static_cast<dev_t>(*device), static_cast<ino_t>(*inode), {}}, std::string(line)});
  }
  return entries;
}

inline bool same_file(const identity& a, const identity& b) { return a.device == b.device && a.inode == b.inode; }

inline result<void> rename_between(int from, int to, const std::string& name) {
  if (::renameat(from, name.c_str(), to, name.c_str()) == 0) return {};
  return maintkit::detail::system_error(errno, name);
}

inline error has_changed(std::string_view name) {
  return error(errc::changed, std::string(name), "is not what it was when the plan was made");
}

inline result<void> check_unchanged(int directory, const listing& found) {
  for (std::size_t i = 0; i < found.backups.size(); ++i) {
    const auto there = identify(directory, std::string(found.backups[i].name));
    if (!there || !(*there == found.identities[i])) return has_changed(found.backups[i].name);
  }
  return {};
}

inline result<void> write_last_run(int trash, const past_run& what) {
  std::string text = std::string(first_line) + "\n" + time::to_compact(what.at) + "\n";
  for (const std::string& name : what.kept) text += name + "\n";
  return maintkit::detail::write_atomically(trash, std::string(last_run_name), text);
}

inline result<std::optional<past_run>> read_last_run(int trash) {
  const std::string name(last_run_name);
  const auto text = maintkit::detail::read_file_at(trash, name, most_journal);
  if (!text && text.error().code == errc::missing) return std::optional<past_run>();
  if (!text) return text.error();
  std::string_view rest = *text;
  const bool known = maintkit::detail::take_until(rest, '\n') == first_line;
  const auto at = time::parse_compact(maintkit::detail::take_until(rest, '\n'));
  if (!known || !at) return error(errc::malformed, ".trash/last-run", "is not a record of maintkit");
  past_run last;
  last.at = *at;
  while (!rest.empty()) last.kept.emplace_back(maintkit::detail::take_until(rest, '\n'));
  return std::optional<past_run>(std::move(last));
}

// The journal first, then each entry after a last look; both directories are on disk at the end.
inline result<void> move_out(int directory, int trash, const listing& found, const decisions& made, time::instant now,
                             std::string_view why, moved& out) {
  auto run = make_run(trash, now);
  if (!run) return run.error();
  out.run = run->first;
  const int folder = run->second.get();
  const std::string journal(journal_name);
  if (auto done = maintkit::detail::write_atomically(folder, journal, journal_of(found, made, why)); !done) return done;
  if (auto done = maintkit::detail::sync(trash, trash_name); !done) return done;
  for (const std::uint32_t i : made.newest_first) {
    if (made.keeps(i)) continue;
    std::string name(found.backups[i].name);
    const auto there = identify(directory, name);
    if (!there || !(*there == found.identities[i])) return has_changed(name);
    if (auto done = rename_between(directory, folder, name); !done) return done;
    out.names.push_back(std::move(name));
  }
  if (auto done = maintkit::detail::sync(folder, out.run); !done) return done;
  return maintkit::detail::sync(directory, "directory");
}

inline result<void> bring_back(int directory, int run, const std::vector<journal_entry>& entries, moved& out) {
  for (const journal_entry& e : entries) {
    const auto there = identify(run, e.name);
    if (!there) continue;  // never moved, or brought back already
    if (!same_file(*there, e.what) || identify(directory, e.name)) {
      out.blocked.push_back(e.name);
      continue;
    }
    if (auto done = rename_between(run, directory, e.name); !done) return done;
    out.names.push_back(e.name);
  }
  return maintkit::detail::sync(directory, "directory");
}

// Removes a run's folder. What it holds besides its own records stays, with the folder, and is named as blocked.
inline result<void> discard_run(int trash, moved& out) {
  const auto run = maintkit::detail::open_directory_at(trash, out.run);
  if (!run) return run.error();
  const auto names = maintkit::detail::names_in(run->get(), most_entries, out.run);
  if (!names) return names.error();
  std::vector<std::string> records;
  for (const std::string& name : *names) {
    const bool record = name == journal_name || maintkit::detail::starts_with(name, ".tmp-");
    const bool known = std::find(out.blocked.begin(), out.blocked.end(), name) != out.blocked.end();
    if (record) records.push_back(name);
    if (!record && !known) out.blocked.push_back(name);
  }
  if (!out.blocked.empty()) return {};
  for (const std::string& name : records) {
    if (::unlinkat(run->get(), name.c_str(), 0) != 0) return maintkit::detail::system_error(errno, name);
  }
  if (::unlinkat(trash, out.run.c_str(), AT_REMOVEDIR) != 0) return maintkit::detail::system_error(errno, out.run);
  return {};
}

// Undoes out.run. False: it has no journal, so it was killed before it moved anything.
inline result<bool> undo_run(int directory, int trash, moved& out) {
  const auto run = maintkit::detail::open_directory_at(trash, out.run);
  if (!run) return run.error();
  const auto entries = read_journal(run->get(), out.run);
  if (!entries && entries.error().code != errc::missing) return entries.error();
  if (entries) {
    auto last = read_last_run(trash);
    if (!last) return last.error();
    if (auto done = bring_back(directory, run->get(), *entries, out); !done) return done.error();
    if (*last) {
      (*last)->kept.insert((*last)->kept.end(), out.names.begin(), out.names.end());
      if (auto done = write_last_run(trash, **last); !done) return done.error();
    }
  }
  if (auto done = discard_run(trash, out); !done) return done.error();
  return static_cast<bool>(entries) || !out.blocked.empty();
}

}  // namespace detail

inline result<moved> apply(int directory, const listing& found, const decisions& made, time::instant now,
                           std::string_view why) {
  if (auto same = detail::check_unchanged(directory, found); !same) return same.error();
  auto trash = detail::open_trash(directory, true);
  if (!trash) return trash.error();
  moved out;
  if (made.removed > 0) {
    auto done = detail::move_out(directory, trash->get(), found, made, now, why, out);
    if (!done) return done.error();
  }
  past_run last;
  last.at = now;
  for (const std::uint32_t i : made.newest_first) {
    if (made.keeps(i)) last.kept.emplace_back(found.backups[i].name);
  }
  if (auto done = detail::write_last_run(trash->get(), last); !done) return done.error();
  return out;
}

// What came back counts as kept by the last run: to remove it again by the same mistake is asked about.
inline result<moved> undo(int directory) {
  moved out;
  auto trash = detail::open_trash(directory, false);
  if (!trash && trash.error().code != errc::missing) return trash.error();
  const auto runs =
      trash ? detail::runs_in(trash->get()) : result<std::vector<std::string>>(std::vector<std::string>());
  if (!runs) return runs.error();
  for (std::size_t i = runs->size(); i-- > 0;) {
    out.run = (*runs)[i];
    const auto began = detail::undo_run(directory, trash->get(), out);
    if (!began) return began.error();
    if (*began) return out;
  }
  return error(errc::missing, "undo", "there is no run to undo");
}

// A run is renamed before it is deleted: half of one must never look like something to bring back.
inline result<moved> purge(int directory, time::instant before) {
  moved out;
  auto trash = detail::open_trash(directory, false);
  if (!trash && trash.error().code == errc::missing) return out;
  if (!trash) return trash.error();
  const auto runs = detail::runs_in(trash->get());
  if (!runs) return runs.error();
  for (const std::string& run : *runs) {
    if (!(*match_set_name(run) < before)) continue;
    const std::string doomed = run + std::string(detail::purging_suffix);
    if (::renameat(trash->get(), run.c_str(), trash->get(), doomed.c_str()) != 0) {
      return maintkit::detail::system_error(errno, run);
    }
    if (auto done = maintkit::detail::sync(trash->get(), trash_name); !done) return done.error();
    out.names.push_back(run);
  }
  const auto left = maintkit::detail::names_in(trash->get(), most_entries, trash_name);
  if (!left) return left.error();
  for (const std::string& name : *left) {
    const bool doomed = maintkit::detail::ends_with(name, detail::purging_suffix);
    if (!doomed && !maintkit::detail::starts_with(name, ".tmp-")) continue;  // those: records that were half written
    if (auto gone = maintkit::detail::remove_tree_at(trash->get(), name); !gone) return gone.error();
  }
  return out;
}

inline result<std::optional<past_run>> last_run(int directory) {
  const auto trash = detail::open_trash(directory, false);
  if (!trash && trash.error().code == errc::missing) return std::optional<past_run>();
  if (!trash) return trash.error();
  return detail::read_last_run(trash->get());
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_TRASH_HPP

// =========================================================================================== maintkit/update/policy.hpp

// What an installation takes: which releases it may go to, and which release line a version belongs to.
//
//   policy p{version::scheme::calver};
//   p.min_age = *time::parse_duration("7d");
//   refusal(release, version, p, now)   // "is 2 d 4 h old, younger than 7 d"; empty when it may be taken
#ifndef MAINTKIT_UPDATE_POLICY_HPP
#define MAINTKIT_UPDATE_POLICY_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace update {

// Drafts, yanked and deprecated releases are never taken.
struct policy {
  version::scheme scheme;    // whose order decides
  bool prereleases = false;  // what the feed or the scheme calls one
  // Published at least so long ago. A date counts from its last moment ("2026-07-08" is July 8 at midnight's end), a
  // release without one is refused.
  time::duration min_age = 0;
  std::vector<std::string> require_assets{};  // globs; each must match the name of a file of the release
};

// Why the policy refuses a release, as the end of a sentence that begins with its version; empty if it may be taken.
std::string refusal(const feed::release& of, const version::value& read, const policy& rules, time::instant now);

// Reads a version, and takes what the scheme's tool warns of (dpkg of "nightly") for no version: in a feed it is none.
constexpr parsed<version::value> read_strictly(version::scheme scheme, std::string_view text);

// The release line of a version: "2025.2" of 2025.2.1 in every scheme. It is the epoch if there is one and the first
// two numbers, without leading zeros; one that is missing is 0.
std::string line_of(const version::value& v);

// A release that the scheme can read.
struct candidate {
  const feed::release* from = nullptr;
  version::value version;  // views from->version
  std::string refused;     // why the policy does not take it; empty if it does
};

// A release that was not taken, and why.
struct passed {
  const feed::release* release = nullptr;
  std::string reason;  // the end of a sentence that begins with its version: "is a prerelease"
};

// All releases that the scheme can read, oldest first, equal ones in the order of the feed. The others go to
// `unreadable`.
std::vector<candidate> candidates(const std::vector<feed::release>& releases, const policy& rules, time::instant now,
                                  std::vector<passed>& unreadable);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// By precision: what a date leaves open, at most. In the order of enum time::precision.
inline constexpr time::duration open_length[] = {
    366 * time::one_day, 31 * time::one_day, time::one_day, time::one_minute, 0, 0};

inline bool is_prerelease(const feed::release& of, const version::value& read) {
  return of.prerelease == feed::tri::yes || version::is_prerelease(read);
}

inline std::string age_refusal(const feed::release& of, time::duration least, time::instant now) {
  if (least <= 0) return {};
  if (!of.date) return "has no date, so its age is not known";
  const time::duration age = time::between(of.date->at, now);
  if (age - open_length[static_cast<std::size_t>(of.date->precision)] >= least) return {};
  if (age < 0) return "is dated in the future, " + time::to_rfc3339(of.date->at);
  return "is " + time::to_text(age) + " old, younger than " + time::to_text(least);
}

inline std::string asset_refusal(const feed::release& of, const std::vector<std::string>& globs) {
  for (const std::string& glob : globs) {
    const auto fits = [&](const feed::asset& a) { return glob_matches(glob, a.name); };
    if (!std::any_of(of.assets.begin(), of.assets.end(), fits)) return "has no file that matches " + glob;
  }
  return {};
}

// A number taken off the front of `text`, without leading zeros; "0" where there is none.
constexpr std::string_view take_plain_number(std::string_view& text) {
  std::string_view digits = text.substr(0, span_of(text, is_digit));
  text.remove_prefix(digits.size());
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits.empty() ? "0" : digits;
}

constexpr char epoch_mark(version::scheme s) {
  switch (s) {
    case version::scheme::pep440:
      return '!';
    case version::scheme::deb:
    case version::scheme::rpm:
      return ':';
    default:
      return '\0';
  }
}

}  // namespace detail

inline std::string refusal(const feed::release& of, const version::value& read, const policy& rules,
                           time::instant now) {
  if (of.draft == feed::tri::yes) return "is a draft";
  if (of.yanked == feed::tri::yes) return "was yanked";
  if (of.deprecated == feed::tri::yes) return "is deprecated";
  if (!rules.prereleases && detail::is_prerelease(of, read)) return "is a prerelease";
  std::string young = detail::age_refusal(of, rules.min_age, now);
  return young.empty() ? detail::asset_refusal(of, rules.require_assets) : young;
}

constexpr parsed<version::value> read_strictly(version::scheme scheme, std::string_view text) {
  const parsed<version::value> read = version::parse(scheme, text);
  if (!read) return read;
  const std::optional<parse_error> warned = version::warning(*read);
  return warned ? parsed<version::value>(*warned) : read;
}

inline std::string line_of(const version::value& v) {
  std::string_view rest = detail::trim(v.text());
  if (!rest.empty() && detail::lower(rest.front()) == 'v') rest.remove_prefix(1);
  std::string_view behind = rest;
  std::string_view first = detail::take_plain_number(behind);
  std::string out;
  if (!behind.empty() && behind.front() == detail::epoch_mark(v.in())) {
    if (first != "0") out.append(first) += behind.front();
    behind.remove_prefix(1);
    first = detail::take_plain_number(behind);
  }
  out.append(first) += '.';
  if (!behind.empty() && behind.front() == '.')
    behind.remove_prefix(1);
  else
    behind = {};
  return out.append(detail::take_plain_number(behind));
}

inline std::vector<candidate> candidates(const std::vector<feed::release>& releases, const policy& rules,
                                         time::instant now, std::vector<passed>& unreadable) {
  std::vector<candidate> out;
  for (const feed::release& one : releases) {
    const auto read = read_strictly(rules.scheme, one.version);
    if (one.version.empty()) {
      unreadable.push_back({&one, "names no version"});
    } else if (read) {
      out.push_back({&one, *read, refusal(one, *read, rules, now)});
    } else {
      unreadable.push_back({&one, "is no " + std::string(version::to_string(rules.scheme)) + " version: expected " +
                                      read.error().expected + " at byte " + std::to_string(read.error().offset)});
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const candidate& a, const candidate& b) { return version::compare(a.version, b.version) < 0; });
  return out;
}

}  // namespace update
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPDATE_POLICY_HPP

// =========================================================================================== maintkit/update/assess.hpp

// What the releases mean for an installation: is there an update that may be taken, and of which kind.
//
//   const auto found = assess("2025.2.1", doc.releases, policy{version::scheme::calver}, now);
//   if (found && found->update) std::fputs(to_text(*found).c_str(), stdout);
#ifndef MAINTKIT_UPDATE_ASSESS_HPP
#define MAINTKIT_UPDATE_ASSESS_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace update {

// Of the way from the installed version to the newest allowed one; the first that is true, from the last to the first.
enum class kind : std::uint8_t {
  none,        // there is no update
  bugfix,      // within the release line
  feature,     // into another release line
  prerelease,  // to a prerelease
  security,    // the feed calls a release on the way, or the last, a security release
};

constexpr std::string_view to_string(kind k);

// Points into the releases that were assessed.
struct assessment {
  std::string installed;
  feed::tri installed_yanked = feed::tri::unknown;  // unknown also where the feed does not list it
  const feed::release* latest = nullptr;            // the newest that the policy allows, perhaps older than installed
  bool update = false;                              // latest is newer than installed
  update::kind kind = update::kind::none;
  std::vector<const feed::release*> between;  // allowed, newer than installed and older than latest; oldest first
  std::vector<std::string> reasons;           // whole sentences
  std::vector<passed> passed_over;  // refused and newer than installed or latest, newest first; then the unreadable
};

// An error only if `installed` is no version of the scheme.
result<assessment> assess(std::string_view installed, const std::vector<feed::release>& releases, const policy& rules,
                          time::instant now);

// For people: a short table, then why. Ends with a newline; holds no control bytes from the feed.
std::string to_text(const assessment& of);

// {"schema":1,"installed":…,"installed_yanked":…,"latest":…,"update":…,"kind":…,"reasons":[…],"passed_over":[…]}
// "kind" is null where there is no update.
std::string to_json(const assessment& of);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(kind k) {
  constexpr std::string_view names[] = {"none", "bugfix", "feature", "prerelease", "security"};
  return names[static_cast<std::size_t>(k)];
}

namespace detail {

inline std::string date_text(const feed::release& of) {
  return of.date ? time::to_rfc3339(of.date->at).substr(0, 10) : std::string();
}

class assessor {
 public:
  assessor(const version::value& installed, const std::vector<feed::release>& releases, const policy& rules,
           time::instant now)
      : installed_(installed), all_(candidates(releases, rules, now, unreadable_)) {
    out_.installed = std::string(installed.text());
  }

  assessment run() {
    look_up_installed();
    for (const candidate& one : all_) {
      const bool newer = latest_ == nullptr || version::compare(one.version, latest_->version) > 0;
      if (one.refused.empty() && newer) latest_ = &one;  // of equal ones, the feed's first
    }
    out_.latest = latest_ == nullptr ? nullptr : latest_->from;
    out_.update = latest_ != nullptr && order(*latest_) > 0;
    say_what_is_newest();
    if (out_.update) classify();
    list_passed_over();
    return std::move(out_);
  }

 private:
  // Above 0: newer than installed.
  int order(const candidate& one) const { return version::compare(one.version, installed_); }
  void say(std::string sentence) { out_.reasons.push_back(std::move(sentence)); }

  // Yanked if any record of that version says so: feeds may be read together.
  void look_up_installed() {
    for (const candidate& one : all_) {
      if (order(one) != 0) continue;
      out_.installed_yanked = (std::max)(out_.installed_yanked, one.from->yanked.answer);
    }
    if (out_.installed_yanked == feed::tri::yes) say("The installed " + out_.installed + " was yanked.");
  }

  void say_what_is_newest() {
    if (latest_ == nullptr) {
      say(all_.empty() ? "The feed has no release that the scheme can read."
                       : "The feed has no release that the policy allows.");
      return;
    }
    const std::string date = date_text(*latest_->from);
    const std::string name = latest_->from->version + (date.empty() ? "" : " of " + date);
    const int against = order(*latest_);
    if (against > 0) say(name + " is the newest release that the policy allows.");
    if (against == 0) say("The newest release that the policy allows, " + name + ", is installed.");
    if (against < 0) say("The newest release that the policy allows, " + name + ", is older than the installed one.");
  }

  void classify() {
    const std::string from = line_of(installed_);
    const std::string to = line_of(latest_->version);
    out_.kind = from == to ? kind::bugfix : kind::feature;
    say(from == to ? "It is of the installed release line " + to + "."
                   : "It is of release line " + to + ", the installed one of " + from + ".");
    if (is_prerelease(*latest_->from, latest_->version)) {
      out_.kind = kind::prerelease;
      say("It is a prerelease.");
    }
    const version::value* last = &installed_;
    for (const candidate& one : all_) {
      const int left = version::compare(one.version, latest_->version);
      if (order(one) <= 0 || left > 0) continue;
      if (one.from->severity == "security") say_security(*one.from);
      if (!one.refused.empty() || left == 0 || version::compare(one.version, *last) == 0) continue;
      out_.between.push_back(one.from);
      last = &one.version;
    }
    say_what_lies_between();
  }

  void say_what_lies_between() {
    const std::size_t count = out_.between.size();
    if (count == 1) say("One release lies between: " + out_.between.front()->version + ".");
    if (count > 1) {
      say(std::to_string(count) + " releases lie between, from " + out_.between.front()->version + " to " +
          out_.between.back()->version + ".");
    }
  }

  void say_security(const feed::release& of) {
    out_.kind = kind::security;
    std::string sentence = "The feed calls " + of.version + " a security release";
    for (std::size_t i = 0; i < of.cves.size(); ++i) sentence += (i == 0 ? ": " : ", ") + of.cves[i];
    say(sentence + ".");
  }

  void list_passed_over() {
    for (auto one = all_.rbegin(); one != all_.rend(); ++one) {
      const bool newer = order(*one) > 0 || latest_ == nullptr || version::compare(one->version, latest_->version) > 0;
      if (!one->refused.empty() && newer) out_.passed_over.push_back({one->from, std::move(one->refused)});
    }
    out_.passed_over.insert(out_.passed_over.end(), unreadable_.begin(), unreadable_.end());
  }

  assessment out_;
  std::vector<passed> unreadable_;
  version::value installed_;
  std::vector<candidate> all_;  // reads into unreadable_, so it comes after it
  const candidate* latest_ = nullptr;
};

// "name   value", the values in one column.
inline void append_row(std::string& out, std::string_view name, std::string_view content) {
  out.append(name).append(12 - (std::min)(name.size(), std::size_t{11}), ' ') += shown(content) + '\n';
}

// How a release is called: its version, else its tag or title.
inline std::string_view name_of(const feed::release& of) {
  if (!of.version.empty()) return of.version;
  return of.title.empty() ? std::string_view("(without a name)") : std::string_view(of.title);
}

}  // namespace detail

inline result<assessment> assess(std::string_view installed, const std::vector<feed::release>& releases,
                                 const policy& rules, time::instant now) {
  const auto read = read_strictly(rules.scheme, installed);
  if (!read) return error(read.error(), "installed version", installed);
  return detail::assessor(*read, releases, rules, now).run();
}

inline std::string to_text(const assessment& of) {
  constexpr std::size_t most_passed = 10;
  std::string out;
  const std::string date = of.latest == nullptr ? std::string() : detail::date_text(*of.latest);
  const std::string latest = of.latest == nullptr ? "none" : of.latest->version;
  detail::append_row(out, "installed", of.installed + (of.installed_yanked == feed::tri::yes ? "  (yanked)" : ""));
  detail::append_row(out, "latest", latest + (date.empty() ? "" : "  (" + date + ")"));
  detail::append_row(out, "update", of.update ? to_string(of.kind) : "no");
  out += '\n';
  for (const std::string& sentence : of.reasons) out += detail::shown(sentence) + '\n';
  for (std::size_t i = 0; i < of.passed_over.size() && i < most_passed; ++i) {
    const passed& one = of.passed_over[i];
    out += "Passed over: " + detail::shown(detail::name_of(*one.release)) + ' ' + detail::shown(one.reason) + ".\n";
  }
  if (of.passed_over.size() > most_passed) {
    out += "Passed over: " + std::to_string(of.passed_over.size() - most_passed) + " more; --json lists them.\n";
  }
  return out;
}

inline std::string to_json(const assessment& of) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("installed", of.installed).key("installed_yanked");
  of.installed_yanked == feed::tri::unknown ? w.null() : w.value(of.installed_yanked == feed::tri::yes);
  w.key("latest");
  of.latest == nullptr ? w.null() : w.value(of.latest->version);
  w.field("update", of.update).key("kind");
  of.update ? w.value(to_string(of.kind)) : w.null();
  w.key("reasons").array();
  for (const std::string& sentence : of.reasons) w.value(sentence);
  w.end_array().key("passed_over").array();
  for (const passed& one : of.passed_over) {
    w.object().field("version", detail::name_of(*one.release)).field("reason", one.reason).end_object();
  }
  w.end_array().end_object();
  return out;
}

}  // namespace update
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPDATE_ASSESS_HPP

// ============================================================================================= maintkit/update/path.hpp

// The way to a release when no release line may be skipped: the last release of each line, in order. The lines come
// from the feed: that 2026.1 follows 2025.2 can't be computed.
//
//   const auto way = path("2024.3.1", "", doc.releases, policy{version::scheme::calver}, now);
//   // 2025.1.0, 2025.2.2, 2026.1.2, 2026.2.1
#ifndef MAINTKIT_UPDATE_PATH_HPP
#define MAINTKIT_UPDATE_PATH_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace update {

struct hop {
  const feed::release* to = nullptr;
  std::string line;    // "2025.2"
  std::string reason;  // the end of a sentence that begins with the version
};

// Points into the releases it was made from.
struct route {
  std::string installed;
  std::vector<hop> hops;  // empty: there is nowhere to go
};

// From `installed` to `to`, or where that is empty to the newest release that the policy allows. The way begins with
// the last release of the installed line, if that is newer, and ends with `to` itself. Releases that the policy refuses
// are no stops; `to` may be a prerelease, asked for by name. Errors: invalid for a version that the scheme can't read
// and for a `to` that is older than `installed`, missing for one that is not in the feed, refused for one that the
// policy refuses.
result<route> path(std::string_view installed, std::string_view to, const std::vector<feed::release>& releases,
                   const policy& rules, time::instant now);

// One line a hop: the version, and why it is a stop.
std::string to_text(const route& of);

// {"schema":1,"installed":…,"hops":[{"version":…,"line":…,"date":…,"reason":…}]}
std::string to_json(const route& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// The release that `to` names, or an error that says why it can't be the end of a way.
inline result<const candidate*> find_target(std::vector<candidate>& all, const version::value& installed,
                                            std::string_view to, const policy& rules, time::instant now) {
  const auto read = read_strictly(rules.scheme, to);
  if (!read) return error(read.error(), "version to go to", to);
  const std::string name(to);
  if (version::compare(*read, installed) < 0) {
    return error(errc::invalid, name, "is older than the installed " + std::string(installed.text()));
  }
  candidate* found = nullptr;  // the one written so, before others that are equal by precedence
  for (candidate& one : all) {
    if (version::compare(one.version, *read) != 0) continue;
    if (found == nullptr || version::compare_total(one.version, *read) == 0) found = &one;
  }
  if (found == nullptr) return error(errc::missing, name, "is not in the feed");
  policy asked_by_name = rules;
  asked_by_name.prereleases = true;
  found->refused = refusal(*found->from, found->version, asked_by_name, now);
  if (!found->refused.empty()) return error(errc::refused, name, found->refused);
  return result<const candidate*>(found);
}

// Of releases that are equal by precedence the feed's first is the stop, and at the end the target itself.
inline std::vector<hop> stops(const std::vector<candidate>& all, const version::value& installed,
                              const candidate* target) {
  std::vector<hop> out;
  const version::value* last = &installed;
  for (const candidate& one : all) {
    const int ahead = target == nullptr ? -1 : version::compare(one.version, target->version);
    if (ahead > 0) break;
    if (ahead == 0 && &one != target) continue;
    if (!one.refused.empty() || version::compare(one.version, *last) <= 0) continue;
    hop next{one.from, line_of(one.version), {}};
    if (!out.empty() && out.back().line == next.line) out.pop_back();
    out.push_back(std::move(next));
    last = &one.version;
  }
  return out;
}

inline std::string hop_reason(const hop& one, bool last, bool own_line) {
  if (last) return "is where to go";
  return (own_line ? "is the last release of the installed line " : "is the last release of line ") + one.line;
}

}  // namespace detail

inline result<route> path(std::string_view installed, std::string_view to, const std::vector<feed::release>& releases,
                          const policy& rules, time::instant now) {
  const auto from = read_strictly(rules.scheme, installed);
  if (!from) return error(from.error(), "installed version", installed);
  std::vector<passed> unreadable;
  std::vector<candidate> all = candidates(releases, rules, now, unreadable);
  const candidate* target = nullptr;
  if (!to.empty()) {
    const auto found = detail::find_target(all, *from, to, rules, now);
    if (!found) return found.error();
    target = *found;
  }
  route out{std::string(installed), detail::stops(all, *from, target)};
  const std::string own_line = line_of(*from);
  for (hop& one : out.hops) one.reason = detail::hop_reason(one, &one == &out.hops.back(), one.line == own_line);
  return out;
}

inline std::string to_text(const route& of) {
  std::string out;
  for (const hop& one : of.hops) out += maintkit::detail::shown(one.to->version + ' ' + one.reason) + '\n';
  return out;
}

inline std::string to_json(const route& of) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("installed", of.installed).key("hops").array();
  for (const hop& one : of.hops) {
    w.object().field("version", one.to->version).field("line", one.line).key("date");
    one.to->date ? w.value(time::to_rfc3339(one.to->date->at)) : w.null();
    w.field("reason", one.reason).end_object();
  }
  w.end_array().end_object();
  return out;
}

}  // namespace update
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPDATE_PATH_HPP

// ================================================================================================== maintkit/update.hpp

// What releases mean for an installation. Pure: installed version, releases, policy and the time go in, a decision with
// its reasons comes out.
//
//   using namespace maintkit;
//   const auto doc = feed::read(text);
//   const update::policy rules{version::scheme::calver};
//   const auto found = update::assess("2025.2.1", doc->releases, rules, now);      // is there one, of which kind, why
//   const auto way = update::path("2024.3.1", "", doc->releases, rules, now);      // and how to get there
#ifndef MAINTKIT_UPDATE_HPP
#define MAINTKIT_UPDATE_HPP

#endif  // MAINTKIT_UPDATE_HPP

// ================================================================================================ maintkit/maintkit.hpp

// Every module of the library. Where MAINTKIT_MAIN is defined, which one file of a program may do, this is also the
// whole `maintkit` command:
//
//   c++ -std=c++17 -O2 -x c++ -DMAINTKIT_MAIN maintkit.hpp -o maintkit
#ifndef MAINTKIT_MAINTKIT_HPP
#define MAINTKIT_MAINTKIT_HPP

#ifdef MAINTKIT_MAIN
#include <csignal>
#include <time.h>

// ========================================================================================= maintkit/program/context.hpp

// What the command knows of the world, handed to every verb: where results and talk go, the clock, the environment.
// main() fills it once; a test fills it by hand and reads the collected text.
#ifndef MAINTKIT_PROGRAM_CONTEXT_HPP
#define MAINTKIT_PROGRAM_CONTEXT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

// Text on its way to a descriptor, in pieces of 64 KiB. Without a descriptor everything is kept in `text`.
struct output {
  int descriptor = -1;
  std::string text;
  bool broken = false;  // a write failed: the rest is dropped, and the exit status says so

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
  bool colour = false;                       // results go to a terminal, and NO_COLOR is not set
  bool json = false;                         // --json
  bool quiet = false;                        // -q
};

// The value of an environment variable, if it is set (perhaps to nothing).
std::optional<std::string_view> variable(const context& c, std::string_view name);

// Prints "maintkit: WHAT: WHY" (never silenced: an error must be seen), answers the exit status of the error's code.
int fail(context& c, const error& e);

// Standard input to its end, for "-". An input past `limit` bytes is an error, not a cut.
result<std::string> read_input(context& c, std::size_t limit);

// ---------------------------------------------------------------------------------------------------------------------

inline output& output::operator<<(std::string_view more) {
  text += more;
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

inline result<std::string> read_input(context& c, std::size_t limit) {
  std::string text;
  char piece[std::size_t{16} * 1024];
  for (;;) {
    const ssize_t n = ::read(c.input, piece, sizeof piece);
    if (n == 0) return text;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return error(errc::io, "standard input", "can't be read");
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

// =================================================================================== maintkit/program/demo_releases.hpp

// The releases of pretalx with their days and kinds, from its public changelog: real input for the demo, which reads no
// network.
#ifndef MAINTKIT_PROGRAM_DEMO_RELEASES_HPP
#define MAINTKIT_PROGRAM_DEMO_RELEASES_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

struct published {
  std::string_view version;
  std::string_view day;
  std::string_view kind;
};

inline constexpr published demo_releases[] = {
    {"2026.2.1", "2026-07-08", "bugfix"},   {"2026.2.0", "2026-07-08", "feature"},
    {"2026.1.2", "2026-04-30", "security"}, {"2026.1.1", "2026-04-18", "bugfix"},
    {"2026.1.0", "2026-04-17", "feature"},  {"2025.2.2", "2025-12-05", "bugfix"},
    {"2025.2.1", "2025-12-03", "bugfix"},   {"2025.2.0", "2025-11-30", "feature"},
    {"2025.1.0", "2025-05-28", "feature"},  {"2024.3.1", "2024-10-27", "bugfix"},
    {"2024.3.0", "2024-10-21", "feature"},  {"2024.2.1", "2024-08-07", "bugfix"},
    {"2024.2.0", "2024-08-06", "feature"},  {"2024.1.0", "2024-02-16", "feature"},
    {"2023.1.3", "2023-09-16", "feature"},  {"2023.1.1", "2023-09-16", "bugfix"},
    {"2023.1.0", "2023-08-30", "feature"},  {"2.3.1", "2021-12-26", "security"},
    {"2.3.0", "2021-12-24", "feature"},     {"2.2.0", "2021-08-15", "feature"},
    {"2.1.1", "2021-01-16", "feature"},     {"2.1.0", "2021-01-16", "feature"},
    {"2.0.0", "2020-12-24", "feature"},     {"1.1.2", "2020-01-10", "bugfix"},
    {"1.1.1", "2020-01-10", "bugfix"},      {"1.1.0", "2019-12-21", "feature"},
    {"1.0.4", "2019-10-15", "bugfix"},      {"1.0.3", "2019-06-27", "bugfix"},
    {"1.0.2", "2019-06-07", "security"},    {"1.0.1", "2019-06-03", "security"},
    {"1.0.0", "2019-06-02", "feature"},     {"0.9.0", "2018-12-21", "feature"},
    {"0.8.0", "2018-09-23", "feature"},     {"0.7.1", "2018-06-19", "bugfix"},
    {"0.7.0", "2018-06-19", "feature"},     {"0.6.1", "2018-05-15", "bugfix"},
    {"0.6.0", "2018-05-06", "feature"},     {"0.5.0", "2018-03-07", "feature"},
    {"0.4.1", "2018-02-05", "bugfix"},      {"0.4.0", "2018-02-04", "feature"},
    {"0.3.1", "2018-01-18", "bugfix"},      {"0.3.0", "2018-01-17", "feature"},
    {"0.2.2", "2017-12-11", "bugfix"},      {"0.2.1", "2017-12-06", "feature"},
    {"0.2.0", "2017-12-01", "feature"},     {"0.1.0", "2017-11-01", "feature"},
};

// The same as the records that a feed is read into.
inline std::vector<feed::release> releases_of_demo() {
  std::vector<feed::release> out;
  for (const published& row : demo_releases) {
    feed::release one;
    one.version = row.version;
    one.tag = "v" + one.version;
    if (const auto day = time::parse_rfc3339(row.day)) one.date = *day;
    if (row.kind == "security") one.severity = row.kind;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_DEMO_RELEASES_HPP

// ==================================================================================== maintkit/program/demo_service.hpp

// A service for the demo to watch: a child process that answers on a free port of the loopback address, at first with
// 503, then with 200, and ends with its owner.
#ifndef MAINTKIT_PROGRAM_DEMO_SERVICE_HPP
#define MAINTKIT_PROGRAM_DEMO_SERVICE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

class demo_service {
 public:
  // Answers 503 `failures` times before it is well.
  static result<demo_service> start(int failures);

  demo_service(demo_service&& other) noexcept : pid_(std::exchange(other.pid_, -1)), port_(other.port_) {}
  demo_service& operator=(demo_service&&) = delete;
  ~demo_service();

  pid_t pid() const { return pid_; }
  unsigned port() const { return port_; }

 private:
  demo_service(pid_t pid, unsigned port) : pid_(pid), port_(port) {}

  pid_t pid_;
  unsigned port_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// Listens on 127.0.0.1; the port is the system's choice.
inline result<unique_fd> listen_on_loopback(unsigned& port) {
  unique_fd socket(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in here = {};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  auto* const address = reinterpret_cast<sockaddr*>(&here);
  if (!socket || ::bind(socket.get(), address, size) != 0 || ::listen(socket.get(), 8) != 0 ||
      ::getsockname(socket.get(), address, &size) != 0) {
    return system_error(errno, "a service on 127.0.0.1");
  }
  port = ntohs(here.sin_port);
  return socket;
}

[[noreturn]] inline void answer_for_ever(int listener, int failures) {
  constexpr std::string_view bad = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
  constexpr std::string_view good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  constexpr unsigned longest_life = 60;  // seconds: it is never left behind, whatever becomes of its owner
  ::signal(SIGPIPE, SIG_IGN);
  ::alarm(longest_life);
  for (;;) {
    const unique_fd client(::accept(listener, nullptr, nullptr));
    char request[4096];
    if (!client || ::read(client.get(), request, sizeof request) <= 0) continue;
    const std::string_view answer = failures > 0 ? bad : good;
    failures -= failures > 0;
    (void)write_all(client.get(), answer, "answer");
  }
}

}  // namespace detail

inline result<demo_service> demo_service::start(int failures) {
  unsigned port = 0;
  const auto listener = detail::listen_on_loopback(port);
  if (!listener) return listener.error();
  const pid_t pid = ::fork();
  if (pid < 0) return maintkit::detail::system_error(errno, "fork");
  if (pid == 0) detail::answer_for_ever(listener->get(), failures);
  return demo_service(pid, port);
}

inline demo_service::~demo_service() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_DEMO_SERVICE_HPP

// ========================================================================================= maintkit/program/options.hpp

// The table of options. One verb is one row: its words, its options, how many operands it takes and the function that
// does it. Parsing, --help, the manual page and completion all read the same rows, so none can drift from the others.
//
//   inline constexpr option compare_options[] = {{"--scheme", 's', "SCHEME", "whose order decides", occurs::required}};
//   inline constexpr verb version_verbs[] = {
//       {"version", "compare", "-s SCHEME A OP B", "Compare two versions.", compare_options, 1, 3, "", &compare}};
#ifndef MAINTKIT_PROGRAM_OPTIONS_HPP
#define MAINTKIT_PROGRAM_OPTIONS_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

// A row of constants, seen without its length in the type.
template <class T>
struct table {
  const T* first = nullptr;
  std::size_t count = 0;

  constexpr table() = default;
  template <std::size_t N>
  constexpr table(const T (&rows)[N]) : first(rows), count(N) {}
  constexpr const T* begin() const { return first; }
  constexpr const T* end() const { return first + count; }
};

enum class occurs : std::uint8_t { at_most_once, required, any_number };

struct option {
  std::string_view name;   // "--keep-last"
  char letter;             // 'n', or 0
  std::string_view value;  // what follows, as the help names it: "N"; empty for a flag
  std::string_view help;   // one line, no full stop needed
  occurs how = occurs::at_most_once;
};

struct arguments;

struct verb {
  std::string_view group;     // "version"; empty for a verb that stands alone
  std::string_view name;      // "compare"
  std::string_view operands;  // "A OP B": the usage line behind the options
  std::string_view summary;   // one sentence
  table<option> options;
  std::size_t least;  // operands
  std::size_t most;
  std::string_view notes;  // more lines for --help: forms, exit status where it is special, an example
  int (*run)(const arguments&, context&);
};

inline constexpr std::size_t any = static_cast<std::size_t>(-1);  // `most` without a bound

// Understood by every verb.
inline constexpr option common_options[] = {
    {"--json", 0, "", "print one JSON object with \"schema\": 1"},
    {"--quiet", 'q', "", "print nothing but errors"},
    {"--help", 'h', "", "print this and stop"},
};

// What was given to a verb, already checked against its row.
struct arguments {
  const verb* what = nullptr;
  std::vector<std::string_view> operands;
  std::vector<std::pair<const option*, std::string_view>> given;  // in the order given

  bool has(std::string_view name) const { return get(name).has_value(); }
  std::optional<std::string_view> get(std::string_view name) const;  // of several, the last
  std::vector<std::string_view> all(std::string_view name) const;
};

// Checks `words` (behind the verb's name) against the row. "--name value", "--name=value", "-n value", "-nvalue";
// "--" ends the options; "-" is an operand. --help makes every other demand void.
result<arguments> parse(const verb& what, const std::vector<std::string_view>& words);

// "version compare"
std::string full_name(const verb& what);

// The text of --help for one verb: usage, summary, options in columns, notes. Wrapped at 80 columns.
std::string help(const verb& what);

// An error of usage: "VERB: WHY" with the remedy "see maintkit VERB --help". Exit status 2.
error usage_error(const verb& what, std::string why);

// The word of `words` nearest to a misspelt one (at most two letters away), or empty.
std::string_view nearest(std::string_view misspelt, const std::vector<std::string_view>& words);

// ---------------------------------------------------------------------------------------------------------------------

inline std::optional<std::string_view> arguments::get(std::string_view name) const {
  std::optional<std::string_view> value;
  for (const auto& [row, text] : given) {
    if (row->name == name) value = text;
  }
  return value;
}

inline std::vector<std::string_view> arguments::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [row, text] : given) {
    if (row->name == name) values.push_back(text);
  }
  return values;
}

inline std::string full_name(const verb& what) {
  std::string name(what.group);
  if (!name.empty()) name += ' ';
  return name.append(what.name);
}

inline error usage_error(const verb& what, std::string why) {
  const std::string name = full_name(what);
  return {errc::invalid, name, std::move(why) + "; see maintkit " + name + " --help"};
}

namespace detail {

// Letters to add, drop or change to make one word the other (Levenshtein), for short words.
inline std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = (std::min)({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

// A word that begins with a dash, taken apart.
struct dashed {
  std::string_view name;                  // "--keep-last" or "-n", as written
  std::optional<std::string_view> value;  // joined to it: "=7" or "7"
};

inline dashed take_apart(std::string_view word) {
  if (word.substr(0, 2) != "--") {
    return {word.substr(0, 2), word.size() > 2 ? std::optional(word.substr(2)) : std::nullopt};
  }
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos) return {word, std::nullopt};
  return {word.substr(0, equals), word.substr(equals + 1)};
}

inline bool names(std::string_view word, const option& row) {
  return word == row.name || (word.size() == 2 && row.letter != 0 && word[1] == row.letter);
}

inline const option* find_option(const verb& what, std::string_view name) {
  for (const table<option>& rows : {what.options, table<option>(common_options)}) {
    for (const option& row : rows) {
      if (names(name, row)) return &row;
    }
  }
  return nullptr;
}

inline error unknown_option(const verb& what, std::string_view name) {
  std::vector<std::string_view> known;
  for (const table<option>& rows : {what.options, table<option>(common_options)}) {
    for (const option& row : rows) known.push_back(row.name);
  }
  const std::string_view meant = nearest(name, known);
  std::string why = "unknown option " + std::string(name);
  if (!meant.empty()) why += ", did you mean " + std::string(meant) + "?";
  return usage_error(what, std::move(why));
}

// The option at words[at] and, where it takes one, its value; `at` moves to the last word used.
inline result<void> take_option(arguments& a, const std::vector<std::string_view>& words, std::size_t& at) {
  const dashed word = take_apart(words[at]);
  const option* row = find_option(*a.what, word.name);
  if (row == nullptr) return unknown_option(*a.what, word.name);
  const std::string name(row->name);
  if (row->how != occurs::any_number && a.has(row->name)) return usage_error(*a.what, name + " is given twice");
  if (row->value.empty()) {
    if (word.value) return usage_error(*a.what, name + " takes no value");
    a.given.emplace_back(row, std::string_view());
    return {};
  }
  if (!word.value && at + 1 == words.size()) {
    return usage_error(*a.what, name + " needs a value: " + std::string(row->value));
  }
  a.given.emplace_back(row, word.value ? *word.value : words[++at]);
  return {};
}

inline result<void> check_demands(const arguments& a) {
  for (const option& row : a.what->options) {
    if (row.how == occurs::required && !a.has(row.name)) {
      const std::string form = row.letter != 0 ? std::string("-") + row.letter : std::string(row.name);
      return usage_error(*a.what, form + " " + std::string(row.value) + " is missing (" + std::string(row.help) + ")");
    }
  }
  const std::string form = a.what->operands.empty() ? "no operands" : std::string(a.what->operands);
  if (a.operands.size() < a.what->least) return usage_error(*a.what, "too few operands, expected " + form);
  if (a.operands.size() > a.what->most) {
    return usage_error(*a.what, "unexpected operand " + std::string(a.operands[a.what->most]) + ", expected " + form);
  }
  return {};
}

// `text` in lines of at most 80 columns; every line but the first is indented by `indent`. Lines that are broken or
// indented by hand stay as they are.
inline void append_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t column) {
  constexpr std::size_t width = 80;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    if (column > indent && column + 1 + word.size() > width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
  }
  out += '\n';
}

inline void append_option(std::string& out, const option& row) {
  constexpr std::size_t column = 28;
  std::string line = row.letter != 0 ? std::string("  -") + row.letter + ", " : "      ";
  line += row.name;
  if (!row.value.empty()) line.append(" ").append(row.value);
  if (line.size() + 2 > column) {
    out += line + "\n";
    line.clear();
  }
  line.resize(column, ' ');
  out += line;
  append_wrapped(out, row.help, column, column);
}

}  // namespace detail

inline std::string_view nearest(std::string_view misspelt, const std::vector<std::string_view>& words) {
  std::string_view best;
  std::size_t least = 3;
  for (const std::string_view word : words) {
    if (word.size() > 64 || misspelt.size() > 64) continue;
    const std::size_t d = detail::distance(misspelt, word);
    if (d < least && d < word.size()) {
      least = d;
      best = word;
    }
  }
  return best;
}

inline result<arguments> parse(const verb& what, const std::vector<std::string_view>& words) {
  arguments a;
  a.what = &what;
  bool options_ended = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string_view word = words[at];
    if (options_ended || word.size() < 2 || word[0] != '-') {
      a.operands.push_back(word);
    } else if (word == "--") {
      options_ended = true;
    } else if (auto taken = detail::take_option(a, words, at); !taken) {
      return taken.error();
    }
  }
  if (a.has("--help")) return a;
  if (auto met = detail::check_demands(a); !met) return met.error();
  return a;
}

inline std::string help(const verb& what) {
  std::string out = "usage: maintkit " + full_name(what);
  for (const option& row : what.options) {
    if (row.how != occurs::required) continue;
    out += row.letter != 0 ? std::string(" -") + row.letter : " " + std::string(row.name);
    out.append(" ").append(row.value);
  }
  if (what.options.count > 0) out += " [OPTION…]";
  if (!what.operands.empty()) out.append(" ").append(what.operands);
  out += "\n\n";
  detail::append_wrapped(out, what.summary, 0, 0);
  out += "\n";
  for (const table<option>& rows : {what.options, table<option>(common_options)}) {
    for (const option& row : rows) detail::append_option(out, row);
  }
  if (!what.notes.empty()) out.append("\n").append(what.notes).append("\n");
  return out;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_OPTIONS_HPP

// ============================================================================================ maintkit/program/demo.hpp

// `maintkit demo`: one whole maintenance round with the library's own functions, each decision with its reason. The
// releases are pretalx's real ones; the site, its backups and its service are made in a temporary folder and on the
// loopback address, and are gone at the end. No network, no service and no sqlite3 is needed.
#ifndef MAINTKIT_PROGRAM_DEMO_HPP
#define MAINTKIT_PROGRAM_DEMO_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

int demo(const arguments& a, context& c);

inline constexpr verb demo_verbs[] = {
    {"",
     "demo",
     "",
     "Walk one whole maintenance round in a temporary directory.",
     {},
     0,
     0,
     "Needs no network, no service and no database, and leaves nothing behind.\n"
     "Exit status: 0 if every step came out as it should, 1 if not.",
     &demo},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// The application of the demo, as a recipe would have it in a file.
inline constexpr std::string_view demo_recipe = R"ini([application]
name = demo
scheme = calver

[settings]
data =
db_kind =

[database]
kind = {db_kind}
name = {data}/db.sqlite3

[files media]
path = {data}/media

[files secret]
path = {data}/.secret
)ini";

// A new folder in `parent`, removed with all that is in it.
class scratch {
 public:
  static result<scratch> make(const std::string& parent) {
    auto home = open_directory(parent);
    if (!home) return home.error();
    auto name = make_temporary_directory(home->get());
    if (!name) return name.error();
    std::string path = parent + "/" + *name;
    return scratch(std::move(*home), std::move(*name), std::move(path));
  }
  scratch(scratch&& other) noexcept = default;
  scratch& operator=(scratch&&) = delete;
  ~scratch() {
    if (home_) (void)remove_tree_at(home_.get(), name_);
  }

  const std::string& path() const { return path_; }

 private:
  scratch(unique_fd home, std::string name, std::string path)
      : home_(std::move(home)), name_(std::move(name)), path_(std::move(path)) {}

  unique_fd home_;
  std::string name_;
  std::string path_;
};

class round {
 public:
  round(context& c, const std::string& folder) : c_(c), folder_(folder), data_(folder + "/data") {}

  result<void> walk() {
    for (auto step : {&round::look_for_updates, &round::plan_the_way, &round::make_a_site, &round::back_up,
                      &round::damage_and_verify, &round::rotate, &round::watch_the_service}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    return {};
  }

 private:
  void title(std::string_view text) {
    c_.out << (step_ == 0 ? "" : "\n") << std::to_string(step_ + 1) << ". " << text << "\n\n";
    ++step_;
  }
  void say(std::string_view text) { c_.out << (text.empty() ? "" : "   ") << text << "\n"; }
  void say_lines(std::string_view text) {
    while (!text.empty()) say(take_until(text, '\n'));
  }

  // The day of the round: the releases are known up to it.
  static constexpr time::instant today() { return time::from_civil({2026, 7, 15, 12, 0, 0, 0}); }
  static constexpr std::string_view installed = "2024.3.1";

  result<void> look_for_updates() {
    title("Is there an update? Installed is pretalx 2024.3.1, the day is 2026-07-15.");
    releases_ = releases_of_demo();
    const auto found = update::assess(installed, releases_, rules_, today());
    if (!found) return found.error();
    say_lines(update::to_text(*found));
    if (!found->update) return error(errc::failed, "update check", "found none");
    return {};
  }

  result<void> plan_the_way() {
    title("How to get there? No feature release may be skipped.");
    const auto way = update::path(installed, "", releases_, rules_, today());
    if (!way) return way.error();
    say_lines(update::to_text(*way));
    return {};
  }

  result<void> write(const std::string& name, std::string_view bytes, mode_t mode) {
    const auto home = open_directory(data_);
    if (!home) return home.error();
    return write_atomically(home->get(), name, bytes, mode);
  }

  result<void> make_a_site() {
    title("A little site to look after: media, a secret, a database.");
    for (const std::string& name : {data_, data_ + "/media", folder_ + "/backups"}) {
      if (::mkdir(name.c_str(), 0700) != 0) return system_error(errno, name);
    }
    if (auto done = write("media/speaker.txt", "a portrait\n", 0644); !done) return done;
    if (auto done = write("media/slides.txt", std::string(20000, 's') + "\n", 0644); !done) return done;
    if (auto done = write(".secret", "not to be seen\n", 0600); !done) return done;
    say("data/media   2 files");
    say("data/.secret readable by its owner only");
    return make_a_database();
  }

  result<void> make_a_database() {
    if (!find_program("sqlite3", path())) {
      say("no database: sqlite3 is not installed here, so the round goes on with files only");
      return {};
    }
    command make;
    make.argv = {"sqlite3", data_ + "/db.sqlite3",
                 "CREATE TABLE talk(id INTEGER PRIMARY KEY, title TEXT);"
                 "INSERT INTO talk(title) VALUES('Rotation without regret'),('One deadline'),('Reasons');"};
    make.environment = {"PATH=" + std::string(path())};
    const auto made = maintkit::detail::run(make);
    if (!made) return made.error();
    if (!made->success()) return error(errc::failed, "sqlite3", to_string(*made));
    has_database_ = true;
    say("data/db.sqlite3, a table of 3 talks");
    return {};
  }

  std::string_view path() const { return variable(c_, "PATH").value_or(default_path); }

  result<void> back_up() {
    title("A backup before anything else.");
    const auto recipe = backup::parse_recipe(demo_recipe, "demo");
    if (!recipe) return recipe.error();
    backup::surroundings around;
    around.given = {{"data", data_}, {"db_kind", has_database_ ? "sqlite" : ""}};
    const auto here = backup::locate(*recipe, around);
    if (!here) return here.error();
    backup::create_options how;
    how.path = path();
    const auto set = backup::create(*here, folder_ + "/backups", c_.now, how);
    if (!set) return set.error();
    set_ = set->name;
    say("backups/" + set_ + ", published by one rename when everything in it was checked:");
    for (const backup::entry& e : set->what.entries) {
      say("  " + e.name + "  " + std::to_string(e.bytes) + " bytes  sha256 " + e.sha256.substr(0, 16) + "…");
    }
    return {};
  }

  result<void> damage_and_verify() {
    title("Is it any good? Verified as it is, and again after one bit of it was flipped.");
    const std::string folder = folder_ + "/backups/" + set_;
    const auto good = backup::verify(folder, backup::level::structure);
    if (!good) return good.error();
    say(good->faults.empty() ? "as written: hashes and structure are right" : "as written: DAMAGED");
    if (auto done = flip_a_bit(folder + "/media.tar"); !done) return done;
    const auto bad = backup::verify(folder, backup::level::structure);
    if (!bad) return bad.error();
    for (const backup::fault& f : bad->faults) say("one bit flipped: " + f.file + " " + f.why);
    if (!good->faults.empty() || bad->faults.empty()) return error(errc::failed, "verification", "was wrong");
    return {};
  }

  static result<void> flip_a_bit(const std::string& path) {
    const auto file = open_file(path, O_RDWR);
    if (!file) return file.error();
    char byte = 0;
    constexpr off_t somewhere = 700;
    if (::pread(file->get(), &byte, 1, somewhere) != 1) return system_error(errno, path);
    byte = static_cast<char>(byte ^ 4);
    if (::pwrite(file->get(), &byte, 1, somewhere) != 1) return system_error(errno, path);
    return {};
  }

  result<void> rotate() {
    title("Which backups may go? Three years of one a night; last=3,daily=7,weekly=4,monthly=12,yearly=3.");
    const std::vector<rotation::backup> nightly = three_years();
    const auto keep = rotation::parse_policy("last=3,daily=7,weekly=4,monthly=12,yearly=3");
    if (!keep) return error(keep.error(), "policy", "last=3,daily=7,weekly=4,monthly=12,yearly=3");
    const auto made = rotation::plan(nightly, *keep, today(), time::zone::utc());
    rotation::explainer each(nightly, *keep, made, today(), time::zone::utc());
    std::size_t removed = 0;
    for (rotation::explanation e; each.next(e);) {
      if (!e.keep && removed++ >= 3) continue;
      const std::string word = e.keep ? "keep    " : "remove  ";
      say(word + std::string(nightly[e.backup].name) + "  " + rotation::to_text(e, *keep, time::zone::utc()));
    }
    say("remove  " + std::to_string(removed - 3) + " more, each for a reason like these");
    say("Of " + std::to_string(nightly.size()) + " backups " + std::to_string(nightly.size() - removed) + " stay.");
    return {};
  }

  // One a night, the last of which came out bad, and one that a wrong clock dated to the year 2027.
  std::vector<rotation::backup> three_years() {
    constexpr std::int64_t nights = 3 * 365;
    constexpr std::int64_t a_day = 86400;
    names_.reserve(nights + 1);
    std::vector<rotation::backup> out;
    const auto add = [&](time::instant at) {
      names_.push_back(time::to_compact(at));
      rotation::backup one;
      one.at = at;
      one.name = names_.back();
      out.push_back(one);
    };
    for (std::int64_t n = nights; n-- > 0;) add({today().seconds - n * a_day - a_day / 3, 0});
    out.back().state = rotation::state::unverified;
    add(time::from_civil({2027, 1, 1, 4, 0, 0, 0}));
    return out;
  }

  result<void> watch_the_service() {
    title("Is the service well? One that needs a moment after its start, on the loopback address.");
    auto service = demo_service::start(3);
    if (!service) return service.error();
    const std::string address = "http://127.0.0.1:" + std::to_string(service->port()) + "/healthcheck/";
    health::patience p;
    p.total = 4 * second;
    p.pid = service->pid();
    const auto told = [&](const health::verdict& v, int attempt, std::int64_t) {
      say("attempt " + std::to_string(attempt) + ": " + std::string(health::to_string(v.state)) + " (" +
          std::string(v.reason) + ", status " + std::to_string(v.answer.message.status) + ")");
    };
    const auto end = health::wait(address, {}, p, told);
    if (!end) return end.error();
    if (end->last.state == health::state::healthy) return {};
    return error(errc::failed, "health check", std::string(end->last.reason));
  }

  context& c_;
  const std::string& folder_;
  std::string data_;
  std::string set_;
  std::vector<feed::release> releases_;
  std::vector<std::string> names_;
  update::policy rules_{version::scheme::calver};
  bool has_database_ = false;
  int step_ = 0;
};

}  // namespace detail

inline int demo(const arguments&, context& c) {
  const auto folder = detail::scratch::make(std::string(variable(c, "TMPDIR").value_or("/tmp")));
  if (!folder) return fail(c, folder.error());
  if (auto done = detail::round(c, folder->path()).walk(); !done) return fail(c, done.error());
  c.out << "\nThe whole round went well, and nothing of it is left. Each step has a command: maintkit --help\n";
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_DEMO_HPP

// =================================================================================== maintkit/program/health_output.hpp

// Verdicts in the forms that people and monitoring read. Whatever a server said is cleaned on its way out.
//
//   program::health_text(rows, program::health_form::nagios, now);
//   // HEALTH OK: http://127.0.0.1:8345/healthcheck/: 200 OK in 0.012 s | time=0.012345s;0.5;2;0
#ifndef MAINTKIT_PROGRAM_HEALTH_OUTPUT_HPP
#define MAINTKIT_PROGRAM_HEALTH_OUTPUT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

enum class health_form : std::uint8_t { text, nagios, prometheus, json };

struct health_row {
  std::string target;  // the address as given, without user and password
  health::verdict verdict;
  int attempts = 0;                              // of a wait; else 0
  std::int64_t elapsed = 0;                      // likewise, nanoseconds
  const health::expectations* expect = nullptr;  // for the thresholds in performance data
};

// What --output, or --json, asks for.
result<health_form> health_form_of(const arguments& a, bool json);

// An address without user and password.
std::string health_shown(std::string_view address);

std::string health_text(const std::vector<health_row>& rows, health_form form, time::instant now);

// The worst of all: 0, 1 or 3; for Nagios 0 to 3.
int health_exit_status(const std::vector<health_row>& rows, health_form form);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline std::string seconds(std::int64_t nanoseconds) { return report::decimal(nanoseconds / 1000, 6); }

inline std::string health_sentence(const health_row& row) {
  std::string out = row.target + ": " + row.verdict.detail;
  if (row.verdict.reason != "ok") out += " (" + std::string(row.verdict.reason) + ')';
  if (row.attempts > 0) {
    out += ", after " + report::decimal(row.elapsed / 1'000'000, 3) + " s and " + std::to_string(row.attempts);
    out += row.attempts == 1 ? " attempt" : " attempts";
  }
  return out;
}

inline std::string health_plain(const std::vector<health_row>& rows) {
  std::string out;
  for (const health_row& row : rows) {
    out += std::string(to_string(row.verdict.state)) + ' ' + report::one_line(health_sentence(row)) + '\n';
  }
  return out;
}

inline report::level health_level(const std::vector<health_row>& rows) {
  // As Nagios' own clusters do: CRITICAL before UNKNOWN before WARNING.
  constexpr int weight[] = {0, 1, 3, 2};
  auto worst = report::level::ok;
  for (const health_row& row : rows) {
    const report::level l = level_of(row.verdict);
    if (weight[static_cast<std::size_t>(l)] > weight[static_cast<std::size_t>(worst)]) worst = l;
  }
  return worst;
}

inline std::vector<report::measure> health_measures(const health_row& row, std::string_view prefix) {
  const http::phases& t = row.verdict.answer.times;
  const std::string name(prefix);
  const auto range = [](const auto& r) { return r ? std::string(r->text) : std::string(); };
  const std::string warning = row.expect != nullptr ? range(row.expect->warning) : "";
  const std::string critical = row.expect != nullptr ? range(row.expect->critical) : "";
  return {{name + "time", seconds(t.total()), "s", warning, critical, "0", ""},
          {name + "time_connect", seconds(t.resolve + t.connect), "s", "", "", "0", ""},
          {name + "time_firstbyte", seconds(t.processing), "s", "", "", "0", ""},
          {name + "size", std::to_string(row.verdict.answer.message.length), "B", "", "", "0", ""}};
}

// One line; of several targets the bad ones are named, each with its numbers behind it.
inline std::string health_nagios(const std::vector<health_row>& rows) {
  std::string text;
  std::vector<report::measure> measures;
  std::size_t bad = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool ok = level_of(rows[i].verdict) == report::level::ok;
    bad += ok ? 0 : 1;
    if (!ok || rows.size() == 1) text += (text.empty() ? "" : "; ") + health_sentence(rows[i]);
    const std::string prefix = rows.size() == 1 ? "" : std::to_string(i + 1) + '_';
    for (auto& m : health_measures(rows[i], prefix)) measures.push_back(std::move(m));
  }
  if (rows.size() > 1) {
    const std::string count = std::to_string(rows.size() - bad) + " of " + std::to_string(rows.size()) + " well";
    text = bad == 0 ? count : count + "; " + text;
  }
  return report::nagios_line("HEALTH", health_level(rows), text, measures) + '\n';
}

// The names of the blackbox exporter, so that its dashboards and alerts work.
inline std::string health_prometheus(const std::vector<health_row>& rows, time::instant now) {
  struct metric {
    std::string_view name;
    std::string_view help;
    std::string (*value)(const health_row&);
  };
  constexpr metric metrics[] = {
      {"probe_success", "Displays whether or not the probe was a success",
       [](const health_row& r) { return std::string(health::exit_status(r.verdict.state) == 0 ? "1" : "0"); }},
      {"probe_duration_seconds", "Returns how long the probe took to complete in seconds",
       [](const health_row& r) { return seconds(r.verdict.answer.times.total()); }},
      {"probe_http_status_code", "Response HTTP status code",
       [](const health_row& r) { return std::to_string(r.verdict.answer.message.status); }},
      {"probe_http_redirects", "The number of redirects",
       [](const health_row& r) { return std::to_string(r.verdict.answer.redirects); }},
  };
  std::string out;
  report::exposition text(out);
  for (const metric& m : metrics) {
    text.metric(m.name, "gauge", m.help);
    for (const health_row& r : rows) text.sample(m.value(r), {{"instance", r.target}});
  }
  text.metric("probe_http_duration_seconds", "gauge", "Duration of http request by phase, summed over all redirects");
  for (const health_row& r : rows) {
    const http::phases& t = r.verdict.answer.times;
    text.sample(seconds(t.resolve), {{"instance", r.target}, {"phase", "resolve"}});
    text.sample(seconds(t.connect), {{"instance", r.target}, {"phase", "connect"}});
    text.sample(seconds(t.tls), {{"instance", r.target}, {"phase", "tls"}});
    text.sample(seconds(t.processing), {{"instance", r.target}, {"phase", "processing"}});
    text.sample(seconds(t.transfer), {{"instance", r.target}, {"phase", "transfer"}});
  }
  text.metric("maintkit_health_reason", "gauge", "Why the verdict is what it is, as a label");
  for (const health_row& r : rows) text.sample("1", {{"instance", r.target}, {"reason", r.verdict.reason}});
  text.metric("maintkit_health_last_run_timestamp_seconds", "gauge", "When this was written");
  text.sample(std::to_string(now.seconds));
  return out;
}

inline void health_json_row(json::writer& w, const health_row& row) {
  const health::verdict& v = row.verdict;
  const http::phases& t = v.answer.times;
  w.object().field("target", row.target).field("state", to_string(v.state)).field("reason", v.reason);
  w.field("meaning", health::meaning_of(v.reason)).field("detail", v.detail).field("url", v.answer.url);
  w.field("peer", v.answer.peer).field("status", v.answer.message.status).field("bytes", v.answer.message.length);
  w.field("redirects", v.answer.redirects).field("location", v.answer.location);
  w.key("seconds").object().key("total").number_text(seconds(t.total())).key("resolve").number_text(seconds(t.resolve));
  w.key("connect").number_text(seconds(t.connect)).key("tls").number_text(seconds(t.tls));
  w.key("processing").number_text(seconds(t.processing)).key("transfer").number_text(seconds(t.transfer)).end_object();
  if (row.attempts > 0) w.field("attempts", row.attempts).key("waited").number_text(seconds(row.elapsed));
  if (v.body && v.body->status != health::condition::unknown) {
    w.key("body").object().field("status", to_string(v.body->status)).key("troubled").array();
    for (const auto& c : v.body->troubled) {
      w.object().field("name", c.name).field("status", to_string(c.status)).field("output", c.output).end_object();
    }
    w.end_array().end_object();
  }
  w.end_object();
}

inline std::string health_json(const std::vector<health_row>& rows) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("healthy", health_exit_status(rows, health_form::json) == 0);
  w.key("targets").array();
  for (const health_row& row : rows) health_json_row(w, row);
  w.end_array().end_object();
  return out + '\n';
}

}  // namespace detail

inline result<health_form> health_form_of(const arguments& a, bool json) {
  constexpr std::string_view names[] = {"text", "nagios", "prometheus", "json"};
  const auto given = a.get("--output");
  if (!given) return json ? health_form::json : health_form::text;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto form = static_cast<health_form>(i);
    if (names[i] == *given && (!json || form == health_form::json)) return form;
  }
  return usage_error(*a.what,
                     json ? "--json and --output name two forms" : "--output takes text, nagios, prometheus or json");
}

inline std::string health_shown(std::string_view address) {
  const auto u = http::parse_url(address);
  return u ? to_string(*u) : std::string(address);
}

inline std::string health_text(const std::vector<health_row>& rows, health_form form, time::instant now) {
  switch (form) {
    case health_form::nagios:
      return detail::health_nagios(rows);
    case health_form::prometheus:
      return detail::health_prometheus(rows, now);
    case health_form::json:
      return detail::health_json(rows);
    default:
      return detail::health_plain(rows);
  }
}

inline int health_exit_status(const std::vector<health_row>& rows, health_form form) {
  if (form == health_form::nagios) return static_cast<int>(detail::health_level(rows));
  // "No" outweighs "can't tell".
  int worst = 0;
  for (const health_row& row : rows) {
    const int status = health::exit_status(row.verdict.state);
    if (status == 1 || worst == 0) worst = status;
  }
  return worst;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_HEALTH_OUTPUT_HPP

// ================================================================================== maintkit/program/health_command.hpp

// maintkit health: check, wait, reasons.
//
//   maintkit health check http://127.0.0.1:8345/healthcheck/ --host tickets.example.org --warning 0.5 --output nagios
//   maintkit health wait http://127.0.0.1:8345/healthcheck/ --for 60s --pid-file /run/app.pid
#ifndef MAINTKIT_PROGRAM_HEALTH_COMMAND_HPP
#define MAINTKIT_PROGRAM_HEALTH_COMMAND_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

int health_check(const arguments& a, context& c);
int health_wait(const arguments& a, context& c);
int health_reasons(const arguments& a, context& c);

// What is asked, and what counts as well: both verbs understand these.
#define MAINTKIT_HEALTH_OPTIONS                                                                               \
  {"--expect", 'e', "STATUSES", "statuses that are well: 200,2xx,300-303,!204 (default 2xx)"},                \
      {"--follow", 'f', "WHERE", "redirects to follow: none (default), same-origin, host or any"},            \
      {"--host", 'H', "NAME[:PORT]", "the Host field, where it is not the address's"},                        \
      {"--connect", 0, "ADDR[:PORT]", "connect there instead of to the address's host"},                      \
      {"--unix-socket", 0, "PATH", "connect to this socket instead"},                                         \
      {"--header-file", 0, "FILE", "more fields, a line \"Name: value\" each", occurs::any_number},           \
      {"--header-variable", 0, "NAME", "likewise, from a variable of the environment", occurs::any_number},   \
      {"--body-empty", 0, "", "the body must be empty"},                                                      \
      {"--body-contains", 's', "TEXT", "the body must hold this", occurs::any_number},                        \
      {"--body-json", 0, "POINTER=VALUE", "a value the JSON body must have: /status=UP", occurs::any_number}, \
      {"--no-health-json", 0, "", "don't listen to a JSON body's own status"},                                \
      {"--max-read", 0, "BYTES", "read at most so much of an answer (default 262144)"},                       \
      {"--warning", 'w', "RANGE", "seconds outside of this Nagios range: a warning"},                         \
      {"--critical", 'c', "RANGE", "seconds outside of this Nagios range: unhealthy"},                        \
      {"--output", 'o', "FORM", "text (default), nagios, prometheus or json"}, {                              \
    "--output-file", 0, "FILE", "write the result there, atomically"                                          \
  }

inline constexpr option health_check_options[] = {
    MAINTKIT_HEALTH_OPTIONS,
    {"--timeout", 't', "TIME", "for everything, names and redirects included (default 10s)"},
    {"--each-address", 0, "", "a verdict for each address behind the name"},
};

inline constexpr option health_wait_options[] = {
    MAINTKIT_HEALTH_OPTIONS,
    {"--for", 0, "TIME", "wait so long at most (default 60s)"},
    {"--attempt-timeout", 0, "TIME", "for one attempt (default a quarter of --for, at most 2s)"},
    {"--success", 0, "N", "so many good answers in a row (default 1)"},
    {"--failure", 0, "N", "give up after so many bad answers in a row (default: never)"},
    {"--pid-file", 0, "FILE", "give up at once when this process has ended"},
};
#undef MAINTKIT_HEALTH_OPTIONS

inline constexpr verb health_verbs[] = {
    {"health", "check", "URL…", "Ask services over HTTP whether they are well.", health_check_options, 1, 1000,
     "URL: http://HOST[:PORT]/PATH or http+unix://%2Fpath%2Fof.sock/PATH.\n"
     "RANGE: [@]START:END as monitoring plugins write it; 0.5 is 0:0.5, an alert is a value outside.\n"
     "Exit status: 0 healthy (also with a warning), 1 unhealthy, 2 usage, 3 not reached or not in time.\n"
     "With --output nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.",
     &health_check},
    {"health", "wait", "URL", "Wait until a service is well.", health_wait_options, 1, 1,
     "Exit status: 0 well, 1 its process has ended or --failure was reached, 2 usage, 3 time is up.", &health_wait},
    {"health",
     "reasons",
     "[CODE…]",
     "What the reasons of a verdict mean.",
     {},
     0,
     any,
     "Without CODE, all of them, a line each. A code never changes its meaning.",
     &health_reasons},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t header_file_limit = std::size_t{64} * 1024;

// One text option read into its place: a row for each, so that the reading is the same for all.
class health_reader {
 public:
  health_reader(const arguments& a, const context& c) : a_(a), c_(c) {}

  // Fills in what was given; the first that can't be read is the error.
  result<health::options> read() {
    health::options& o = out_;
    text("--host", o.request.host);
    text("--connect", o.request.connect);
    text("--unix-socket", o.request.unix_socket);
    o.expect.empty = a_.has("--body-empty");
    o.expect.read_health = !a_.has("--no-health-json");
    for (const auto t : a_.all("--body-contains")) o.expect.contains.emplace_back(t);
    if (const auto t = a_.get("--expect")) parse("--expect", *t, health::parse_statuses(*t), o.expect.status);
    if (const auto t = a_.get("--warning")) parse("--warning", *t, report::parse_range(*t), o.expect.warning);
    if (const auto t = a_.get("--critical")) parse("--critical", *t, report::parse_range(*t), o.expect.critical);
    follow();
    json_rules();
    headers();
    duration("--timeout", o.request.timeout);
    number("--max-read", o.request.bounds.total, std::size_t{1} << 30);
    if (failed_) return *failed_;
    return std::move(out_);
  }

  void duration(std::string_view name, std::int64_t& into) {
    const auto t = a_.get(name);
    if (!t) return;
    parse(name, *t, time::parse_duration(*t), into);
    if (!failed_ && into <= 0) fail(usage_error(*a_.what, std::string(name) + " must be longer than nothing"));
  }

  template <class Number>
  void number(std::string_view name, Number& into, std::size_t most) {
    const auto t = a_.get(name);
    if (!t) return;
    const auto n = maintkit::detail::whole_number<std::size_t>(*t);
    if (!n || *n == 0 || *n > most) {
      return fail(usage_error(*a_.what, std::string(name) + " takes a number from 1 to " + std::to_string(most)));
    }
    into = static_cast<Number>(*n);
  }

  const std::optional<error>& failed() const { return failed_; }

 private:
  void fail(error e) {
    if (!failed_) failed_ = std::move(e);
  }
  void text(std::string_view name, std::string& into) {
    if (const auto t = a_.get(name)) into = *t;
  }
  template <class T, class Into>
  void parse(std::string_view name, std::string_view source, const parsed<T>& value, Into& into) {
    if (!value) return fail(error(value.error(), std::string(name), source));
    into = *value;
  }

  void follow() {
    constexpr std::string_view names[] = {"none", "same-origin", "host", "any"};
    const auto t = a_.get("--follow");
    if (!t) return;
    for (std::size_t i = 0; i < 4; ++i) {
      if (names[i] != *t) continue;
      out_.request.follow = static_cast<http::follow>(i);
      return;
    }
    fail(usage_error(*a_.what, "--follow takes none, same-origin, host or any"));
  }

  void json_rules() {
    for (const auto t : a_.all("--body-json")) {
      const std::size_t equals = t.find('=');
      if (equals == std::string_view::npos || (equals > 0 && t[0] != '/')) {
        return fail(usage_error(*a_.what, "--body-json takes a JSON pointer, '=' and the value: /status=UP"));
      }
      out_.expect.json.push_back({std::string(t.substr(0, equals)), std::string(t.substr(equals + 1))});
    }
  }

  void headers() {
    for (const auto path : a_.all("--header-file")) {
      const auto text = maintkit::detail::read_file(std::string(path), header_file_limit);
      if (!text) return fail(error(errc::invalid, std::string(path), text.error().why));
      header_lines(*text, path);
    }
    for (const auto name : a_.all("--header-variable")) {
      const auto text = variable(c_, name);
      if (!text) return fail(error(errc::invalid, std::string(name), "is not set in the environment"));
      header_lines(*text, name);
    }
  }

  // The value may be a secret: an error names the line, and does not show it.
  void header_lines(std::string_view rest, std::string_view from) {
    for (int number = 1; !rest.empty(); ++number) {
      std::string_view line = maintkit::detail::trim(maintkit::detail::take_until(rest, '\n'));
      if (line.empty() || line[0] == '#') continue;
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) {
        return fail(error(errc::malformed, std::string(from), "line " + std::to_string(number) + " has no colon"));
      }
      const std::string_view value = maintkit::detail::trim(line.substr(colon + 1));
      out_.request.fields.push_back({std::string(line.substr(0, colon)), std::string(value)});
    }
  }

  const arguments& a_;
  const context& c_;
  health::options out_;
  std::optional<error> failed_;
};

inline int health_fail(context& c, health_form form, const error& e) {
  if (form != health_form::nagios) return fail(c, e);
  c.out << report::nagios_line("HEALTH", report::level::unknown, e.what + ": " + e.why, {}) << '\n';
  return 3;
}

// Puts the result where it belongs, and answers the exit status.
inline int health_finish(const arguments& a, context& c, health_form form, const std::vector<health_row>& rows) {
  const std::string text = health_text(rows, form, c.now);
  if (const auto path = a.get("--output-file")) {
    const std::size_t slash = path->rfind('/');
    const std::string folder(slash == std::string_view::npos ? "." : slash == 0 ? "/" : path->substr(0, slash));
    const std::string name(slash == std::string_view::npos ? *path : path->substr(slash + 1));
    const auto directory = maintkit::detail::open_directory(folder);
    if (!directory) return health_fail(c, form, directory.error());
    // Readable by whoever collects it, such as node_exporter.
    const auto done = maintkit::detail::write_atomically(directory->get(), name, text, 0644);
    if (!done) return health_fail(c, form, done.error());
  } else if (!c.quiet) {
    c.out << text;
  }
  return health_exit_status(rows, form);
}

}  // namespace detail

inline int health_check(const arguments& a, context& c) {
  const auto form = health_form_of(a, c.json);
  if (!form) return fail(c, form.error());
  const auto how = detail::health_reader(a, c).read();
  if (!how) return detail::health_fail(c, *form, how.error());
  std::vector<health_row> rows;
  for (const std::string_view address : a.operands) {
    if (a.has("--each-address")) {
      auto all = health::check_each_address(address, *how);
      if (!all) return detail::health_fail(c, *form, all.error());
      for (auto& v : *all) rows.push_back({v.answer.url + " at " + v.answer.peer, std::move(v), 0, 0});
      continue;
    }
    auto v = health::check(address, *how);
    if (!v) return detail::health_fail(c, *form, v.error());
    rows.push_back({health_shown(address), std::move(*v), 0, 0});
  }
  for (auto& row : rows) row.expect = &how->expect;
  return detail::health_finish(a, c, *form, rows);
}

inline int health_wait(const arguments& a, context& c) {
  const auto form = health_form_of(a, c.json);
  if (!form) return fail(c, form.error());
  detail::health_reader reader(a, c);
  const auto how = reader.read();
  health::patience p;
  reader.duration("--for", p.total);
  reader.duration("--attempt-timeout", p.attempt);
  reader.number("--success", p.successes, 1000);
  reader.number("--failure", p.failures, 1000);
  if (reader.failed()) return detail::health_fail(c, *form, *reader.failed());
  if (const auto path = a.get("--pid-file")) p.pid_file = *path;

  const bool progress = c.terminal && !c.quiet;
  const auto told = [&](const health::verdict& v, int attempts, std::int64_t elapsed) {
    if (!progress) return;
    c.err << "\r\x1b[K" << report::decimal(elapsed / 100'000'000, 1) << " s, attempt " << std::to_string(attempts)
          << ": " << report::one_line(v.detail, 50);
    c.err.flush();
  };
  auto w = health::wait(a.operands[0], *how, p, told);
  if (progress) c.err << "\r\x1b[K";
  if (!w) return detail::health_fail(c, *form, w.error());
  std::vector<health_row> rows;
  rows.push_back({health_shown(a.operands[0]), std::move(w->last), w->attempts, w->elapsed});
  rows.back().expect = &how->expect;
  return detail::health_finish(a, c, *form, rows);
}

inline int health_reasons(const arguments& a, context& c) {
  int status = 0;
  const auto tell = [&](std::string_view code, std::string_view meaning) {
    std::string line(code);
    line.resize((std::max)(line.size() + 2, std::size_t{28}), ' ');
    c.out << line << meaning << '\n';
  };
  for (const std::string_view code : a.operands) {
    const std::string_view meaning = health::meaning_of(code);
    if (meaning.empty()) status = fail(c, error(errc::invalid, std::string(code), "is no reason of a verdict"));
    if (!meaning.empty()) tell(code, meaning);
  }
  if (!a.operands.empty()) return status;
  for (const auto& row : http::faults) tell(row.code, row.meaning);
  for (const auto& row : health::findings) tell(row.code, row.meaning);
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_HEALTH_COMMAND_HPP

// ==================================================================================== maintkit/program/rotate_input.hpp

// What the `rotate` verbs are told: their options, the policy that the options say, and the backups, from a directory
// or from lines on standard input.
#ifndef MAINTKIT_PROGRAM_ROTATE_INPUT_HPP
#define MAINTKIT_PROGRAM_ROTATE_INPUT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

// What to keep. Every verb that plans understands these.
inline constexpr option keep_options[] = {
    {"--keep", 0, "RULES", "several rules at once: \"last=3,daily=7,weekly=4\""},
    {"--keep-last", 0, "N", "the N newest; every N may be \"unlimited\""},
    {"--keep-secondly", 0, "N", "the newest of each of the last N seconds that have a backup"},
    {"--keep-minutely", 0, "N", "of each of the last N minutes"},
    {"--keep-hourly", 0, "N", "of each of the last N hours"},
    {"--keep-daily", 0, "N", "of each of the last N days"},
    {"--keep-weekly", 0, "N", "of each of the last N weeks (ISO 8601)"},
    {"--keep-monthly", 0, "N", "of each of the last N months"},
    {"--keep-quarterly", 0, "N", "of each of the last N quarters"},
    {"--keep-yearly", 0, "N", "of each of the last N years"},
    {"--keep-within", 0, "SPAN", "all that are at most SPAN older than the newest: 36h, 4w, 2y5m7d3h"},
    {"--keep-within-hourly", 0, "SPAN", "of those, the newest of each hour"},
    {"--keep-within-daily", 0, "SPAN", "the newest of each day"},
    {"--keep-within-weekly", 0, "SPAN", "the newest of each week"},
    {"--keep-within-monthly", 0, "SPAN", "the newest of each month"},
    {"--keep-within-quarterly", 0, "SPAN", "the newest of each quarter"},
    {"--keep-within-yearly", 0, "SPAN", "the newest of each year"},
    {"--keep-tag", 0, "TAG,…", "those that have all of these tags", occurs::any_number},
    {"--at-least", 0, "N", "never fewer than the N newest that are complete (default 1)"},
    {"--week-starts", 0, "DAY", "monday (default) to sunday"},
    {"--day-starts", 0, "HH:MM", "a day lasts until then, not until midnight"},
    {"--zone", 0, "ZONE", "whose days: Europe/Berlin, +02:00 or UTC (default)"},
    {"--now", 0, "TIME", "plan as if it were then: 2026-07-08T12:00:00Z"},
};

// Which entries of a directory are backups, and which of them are good.
inline constexpr option place_options[] = {
    {"--match", 0, "PATTERN", "files whose whole name fits: db-{time}.dump, db-{%Y-%m-%d_%H%M}.sql"},
    {"--settle", 0, "TIME", "a file changed less than this ago is not complete yet: 10m"},
    {"--verify-with", 0, "PROGRAM", "a file is complete only if PROGRAM FILE exits 0"},
    {"--pin", 0, "NAME", "never remove this one", occurs::any_number},
};

inline constexpr option dialect_options[] = {
    {"--dialect", 0, "TOOL", "count as TOOL does: maintkit, restic, borg, proxmox, kopia, rotate-backups"},
};

template <std::size_t N>
struct option_rows {
  option row[N] = {};
};

// Several tables as one.
template <std::size_t A, std::size_t... More>
constexpr option_rows<(A + ... + More)> joined(const option (&first)[A], const option (&... more)[More]);

// The policy that --keep… say. None at all is an error of usage.
result<rotation::policy> read_policy(const arguments& a, rotation::dialect d);
result<rotation::dialect> read_dialect(std::string_view name);

result<time::instant> read_now(const arguments& a, const context& c);
result<time::zone> read_zone(const arguments& a);

// The backups that a verb is about, and what they were read from.
struct rotate_input {
  maintkit::detail::unique_fd directory;
  rotation::listing found;
  time::zone zone;
  time::instant now;
};

// The first operand: a directory, locked if so wanted, or "-".
result<rotate_input> read_backups(const arguments& a, context& c, rotation::locking lock);

// Refuses tags that no backup has: a typing error there would remove what it was to keep.
result<void> check_tags(const rotation::policy& keep, const rotation::listing& found);

// ---------------------------------------------------------------------------------------------------------------------

template <std::size_t A, std::size_t... More>
constexpr option_rows<(A + ... + More)> joined(const option (&first)[A], const option (&... more)[More]) {
  option_rows<(A + ... + More)> out;
  std::size_t at = 0;
  const auto append = [&](const option* rows, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out.row[at++] = rows[i];
  };
  append(first, A);
  (append(more, More), ...);
  return out;
}

namespace detail {

inline constexpr std::string_view weekday_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                     "friday", "saturday", "sunday"};

inline result<void> read_calendar(const arguments& a, rotation::calendar& out) {
  if (const auto day = a.get("--week-starts")) {
    int n = 0;
    while (n < 7 && weekday_names[n] != *day) ++n;
    if (n == 7) return usage_error(*a.what, "--week-starts: expected monday to sunday");
    out.week_starts = n + 1;
  }
  if (const auto hour = a.get("--day-starts")) {
    const auto at = time::parse_rfc3339("2000-01-01T" + std::string(*hour) + ":00Z");
    if (hour->size() != 5 || !at) return usage_error(*a.what, "--day-starts: expected HH:MM, as 04:00");
    out.day_starts = static_cast<std::int32_t>(at->at.seconds - time::days_from_civil(2000, 1, 1) * 86400);
  }
  return {};
}

inline result<rotation::selection> read_selection(const arguments& a, const time::zone& zone) {
  rotation::selection which;
  which.zone = zone;
  if (const auto pattern = a.get("--match")) {
    const auto parsed = rotation::name_pattern::parse(*pattern);
    if (!parsed) return error(parsed.error(), "--match", *pattern);
    which.match = *parsed;
  }
  if (const auto settle = a.get("--settle")) {
    if (!which.match) return usage_error(*a.what, "--settle is for files: it needs --match");
    const auto parsed = time::parse_duration(*settle);
    if (!parsed) return error(parsed.error(), "--settle", *settle);
    which.settle = *parsed;
  }
  return which;
}

// A backup set tells of itself in its manifest; that every file is there, as long as it says, is looked at.
inline bool read_set(int set, rotation::backup& about) {
  const std::string name(backup::manifest_name);
  const auto text = maintkit::detail::read_file_at(set, name, std::size_t{1} << 20);
  if (!text && text.error().code == errc::missing) return false;
  about.state = rotation::state::incomplete;
  about.note = "its manifest can't be read";
  if (!text) return true;
  const auto manifest = backup::parse_manifest(*text, name);
  if (!manifest) return true;
  about.note = "a file is missing or too short";
  for (const backup::entry& e : manifest->entries) {
    struct stat s {};
    if (::fstatat(set, e.name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(s.st_mode)) return true;
    if (static_cast<std::uint64_t>(s.st_size) != e.bytes) return true;
    about.size += e.bytes;
  }
  const bool verified = manifest->verified >= backup::level::structure;
  about.state = verified ? rotation::state::complete : rotation::state::unverified;
  about.note = verified ? std::string_view() : "its contents were not checked";
  return true;
}

inline result<void> verify_with(const arguments& a, const context& c, rotation::listing& found) {
  const auto program = a.get("--verify-with");
  if (!program) return {};
  if (!a.has("--match")) return usage_error(*a.what, "--verify-with is for files: it needs --match");
  maintkit::detail::command check;
  for (const char* const* e = c.environment; e != nullptr && *e != nullptr; ++e) check.environment.emplace_back(*e);
  check.deadline = 600 * time::one_second;
  for (rotation::backup& b : found.backups) {
    if (b.state != rotation::state::complete) continue;
    check.argv = {std::string(*program), std::string(a.operands[0]) + "/" + std::string(b.name)};
    const auto said = maintkit::detail::run(check);
    if (!said) return said.error();
    if (said->success()) continue;
    b.state = rotation::state::unverified;
    b.note = said->timed_out ? "its verification took too long" : "its verification failed";
  }
  return {};
}

inline result<void> pin(const arguments& a, rotation::listing& found) {
  for (const std::string_view name : a.all("--pin")) {
    bool there = false;
    for (rotation::backup& b : found.backups) {
      if (b.name != name) continue;
      b.pinned = true;
      there = true;
    }
    if (!there) return usage_error(*a.what, "--pin: there is no backup " + std::string(name));
  }
  return {};
}

// "TIME<TAB>NAME[<TAB>TAG,…]"
inline result<rotation::backup> read_line(std::string_view line, std::size_t number) {
  const std::string_view whole = line;
  const std::string what = "standard input, line " + std::to_string(number);
  const std::string_view when = maintkit::detail::take_until(line, '\t');
  const auto stamp = time::parse_rfc3339(when);
  if (!stamp) return error(stamp.error(), what, whole);
  rotation::backup b;
  b.at = stamp->at;
  b.offset = stamp->offset;
  b.name = maintkit::detail::take_until(line, '\t');
  b.tags = maintkit::detail::take_until(line, '\t');
  if (b.name.empty()) {
    return error({errc::incomplete, "a tab and a name", when.size(), 0}, what, whole);
  }
  if (!line.empty()) {
    return error({errc::malformed, "the end", whole.size() - line.size() - 1, line.size() + 1}, what, whole);
  }
  return b;
}

inline result<void> read_lines(std::string_view text, rotation::listing& found) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = maintkit::detail::take_until(text, '\n');
    if (line.empty()) continue;
    const auto b = read_line(line, number);
    if (!b) return b.error();
    found.backups.push_back(*b);
  }
  return {};
}

inline result<void> refuse_place_options(const arguments& a) {
  for (const option& row : place_options) {
    if (row.name != "--pin" && a.has(row.name)) {
      return usage_error(*a.what, std::string(row.name) + " is for a directory, not for -");
    }
  }
  return {};
}

}  // namespace detail

inline result<rotation::dialect> read_dialect(std::string_view name) {
  if (const auto d = rotation::dialect_of(name)) return *d;
  std::string why = "unknown dialect, known:";
  for (const rotation::dialect_row& row : rotation::dialects) why.append(" ").append(row.name);
  return error(errc::invalid, std::string(name), std::move(why));
}

inline result<rotation::policy> read_policy(const arguments& a, rotation::dialect d) {
  constexpr std::string_view prefix = "--keep";
  rotation::policy keep;
  keep.dialect = d;
  for (const auto& [row, value] : a.given) {
    if (!maintkit::detail::starts_with(row->name, prefix)) continue;
    const auto added = row->name == prefix ? rotation::add_all(keep, value)
                                           : rotation::add(keep, row->name.substr(prefix.size() + 1), value);
    if (added) continue;
    if (value.empty()) return usage_error(*a.what, std::string(row->name) + " is empty");
    std::string what(row->name);
    if (d != rotation::dialect::maintkit) what.append(" for ").append(rotation::to_string(d));
    return error(added.error(), std::move(what), value);
  }
  if (rotation::is_empty(keep)) {
    return usage_error(*a.what, "nothing is said about what to keep, and there is no default");
  }
  for (const std::string_view own : {"--at-least", "--week-starts", "--day-starts"}) {
    if (d == rotation::dialect::maintkit || !a.has(own)) continue;
    return usage_error(*a.what, std::string(rotation::to_string(d)) + " has no " + std::string(own));
  }
  if (const auto least = a.get("--at-least")) {
    const auto n = maintkit::detail::whole_number<std::uint32_t>(*least);
    if (!n || *n == 0) return usage_error(*a.what, "--at-least: expected a number above 0");
    keep.at_least = *n;
  }
  if (auto read = detail::read_calendar(a, keep.calendar); !read) return read.error();
  return keep;
}

inline result<time::instant> read_now(const arguments& a, const context& c) {
  const auto given = a.get("--now");
  if (!given) return c.now;
  const auto stamp = time::parse_rfc3339(*given);
  if (!stamp) return error(stamp.error(), "--now", *given);
  return stamp->at;
}

inline result<time::zone> read_zone(const arguments& a) {
  return maintkit::detail::load_zone(a.get("--zone").value_or("UTC"));
}

inline result<rotate_input> read_backups(const arguments& a, context& c, rotation::locking lock) {
  rotate_input in;
  auto zone = read_zone(a);
  if (!zone) return zone.error();
  in.zone = std::move(*zone);
  const auto now = read_now(a, c);
  if (!now) return now.error();
  in.now = *now;
  if (a.operands[0] == "-") {
    if (auto fine = detail::refuse_place_options(a); !fine) return fine.error();
    auto text = read_input(c, std::size_t{1} << 30);
    if (!text) return text.error();
    in.found.names.assign(text->begin(), text->end());
    if (auto read = detail::read_lines({in.found.names.data(), text->size()}, in.found); !read) return read.error();
  } else {
    auto which = detail::read_selection(a, in.zone);
    if (!which) return which.error();
    which->read_set = &detail::read_set;
    auto directory = rotation::open_backups(std::string(a.operands[0]), lock);
    if (!directory) return directory.error();
    in.directory = std::move(*directory);
    auto found = rotation::list(in.directory.get(), *which, in.now);
    if (!found) return found.error();
    in.found = std::move(*found);
    if (auto done = detail::verify_with(a, c, in.found); !done) return done.error();
  }
  if (auto done = detail::pin(a, in.found); !done) return done.error();
  return in;
}

inline result<void> check_tags(const rotation::policy& keep, const rotation::listing& found) {
  if (keep.dialect != rotation::dialect::maintkit || found.backups.empty()) return {};
  for (std::size_t i = 0; i < keep.tag_count; ++i) {
    bool there = false;
    for (const rotation::backup& b : found.backups) there = there || rotation::has_tags(b.tags, keep.tags[i]);
    if (!there) return error(errc::refused, "tag " + std::string(keep.tags[i]), "no backup has it");
  }
  return {};
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_ROTATE_INPUT_HPP

// ====================================================================================== maintkit/program/rotate_age.hpp

// maintkit rotate age: a monitoring plugin for backups.
//
//   maintkit rotate age /srv/backups --warning 26h --critical 50h
//   BACKUP OK: the newest is 3 h old, 42 verified, largest gap 1 d 1 h | age=10800s;93600;180000;0 …
#ifndef MAINTKIT_PROGRAM_ROTATE_AGE_HPP
#define MAINTKIT_PROGRAM_ROTATE_AGE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option threshold_options[] = {
    {"--warning", 'w', "TIME", "warn if the newest is older: 26h"},
    {"--critical", 'c', "TIME", "critical if it is older: 50h"},
    {"--gap-warning", 0, "TIME", "warn if two that follow each other lie further apart"},
    {"--output", 'o', "FORM", "nagios (default), prometheus or json"},
    {"--zone", 0, "ZONE", "of names whose form does not say; UTC by default"},
    {"--now", 0, "TIME", "as if it were then: 2026-07-08T12:00:00Z"},
};
inline constexpr auto rotate_age_options = joined(threshold_options, place_options);

int rotate_age(const arguments& a, context& c);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

struct age_limits {
  std::optional<time::duration> warning;
  std::optional<time::duration> critical;
  std::optional<time::duration> gap;
};

inline result<std::optional<time::duration>> read_limit(const arguments& a, std::string_view name) {
  const auto text = a.get(name);
  if (!text) return std::optional<time::duration>();
  const auto length = time::parse_duration(*text);
  if (!length) return error(length.error(), std::string(name), *text);
  return std::optional<time::duration>(*length);
}

inline result<age_limits> read_limits(const arguments& a) {
  const auto warning = read_limit(a, "--warning");
  if (!warning) return warning.error();
  const auto critical = read_limit(a, "--critical");
  if (!critical) return critical.error();
  const auto gap = read_limit(a, "--gap-warning");
  if (!gap) return gap.error();
  if (*warning && *critical && **critical < **warning) {
    return usage_error(*a.what, "--critical is less than --warning: the warning would never be seen");
  }
  return age_limits{*warning, *critical, *gap};
}

inline report::level judge(const rotation::coverage& seen, const age_limits& most) {
  if (seen.count == 0 || (most.critical && seen.age > *most.critical)) return report::level::critical;
  if ((most.warning && seen.age > *most.warning) || (most.gap && seen.largest_gap > *most.gap)) {
    return report::level::warning;
  }
  return report::level::ok;
}

inline std::string in_seconds(std::optional<time::duration> length) {
  return length ? std::to_string(*length / time::one_second) : std::string();
}

inline std::string age_line(const rotation::coverage& seen, const age_limits& most) {
  const report::level level = judge(seen, most);
  if (seen.count == 0) {
    const std::string others = seen.uncounted == 0 ? "" : ", " + std::to_string(seen.uncounted) + " that don't count";
    return report::nagios_line("BACKUP", level, "there is no verified backup" + others, {});
  }
  std::string text = "the newest is " + time::to_text(seen.age) + " old, " + std::to_string(seen.count) + " verified";
  if (seen.largest_gap > 0) text += ", largest gap " + time::to_text(seen.largest_gap);
  if (seen.uncounted > 0) text += ", " + std::to_string(seen.uncounted) + " that don't count";
  return report::nagios_line(
      "BACKUP", level, text,
      {{"age", in_seconds(seen.age), "s", in_seconds(most.warning), in_seconds(most.critical), "0", ""},
       {"gap", in_seconds(seen.largest_gap), "s", in_seconds(most.gap), "", "0", ""},
       {"count", std::to_string(seen.count), "", "", "", "0", ""},
       {"size", std::to_string(seen.bytes), "B", "", "", "0", ""}});
}

inline std::string age_prometheus(const rotation::coverage& seen, std::string_view place) {
  std::string out;
  report::exposition page(out);
  const auto gauge = [&](std::string_view name, std::string_view help, const std::string& value) {
    page.metric(name, "gauge", help).sample(value, {{"directory", place}});
  };
  gauge("maintkit_backups", "Complete backups.", std::to_string(seen.count));
  gauge("maintkit_backups_uncounted", "Backups that are unverified, unfinished or dated in the future.",
        std::to_string(seen.uncounted));
  gauge("maintkit_backups_bytes", "Size of the complete backups.", std::to_string(seen.bytes));
  gauge("maintkit_backups_largest_gap_seconds", "Longest time between two that follow each other.",
        in_seconds(seen.largest_gap));
  if (seen.newest != nullptr) {
    gauge("maintkit_backups_newest_timestamp_seconds", "When the newest complete backup was made.",
          std::to_string(seen.newest->at.seconds));
  }
  return out;
}

inline std::string age_json(const rotation::coverage& seen, const age_limits& most) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("status", report::to_string(judge(seen, most)));
  w.field("count", seen.count).field("uncounted", seen.uncounted).field("bytes", seen.bytes);
  if (seen.newest != nullptr) {
    w.field("newest", seen.newest->name).field("time", time::to_rfc3339(seen.newest->at));
    w.field("age_seconds", seen.age / time::one_second);
    w.field("largest_gap_seconds", seen.largest_gap / time::one_second);
  }
  if (seen.before_gap != nullptr) w.field("gap_after", seen.before_gap->name);
  w.end_object();
  return out + "\n";
}

}  // namespace detail

// Whatever keeps the question from being asked is "can't tell", as plugins say it: 3.
inline int rotate_age(const arguments& a, context& c) {
  constexpr int unknown = static_cast<int>(report::level::unknown);
  const std::string_view form = c.json ? "json" : a.get("--output").value_or("nagios");
  if (form != "nagios" && form != "prometheus" && form != "json") {
    return fail(c, usage_error(*a.what, "--output: expected nagios, prometheus or json"));
  }
  const auto most = detail::read_limits(a);
  if (!most) return fail(c, most.error());
  const auto in = read_backups(a, c, rotation::locking::no);
  if (!in) {
    const int status = fail(c, in.error());
    if (form != "nagios" || in.error().code == errc::invalid) return status == 2 ? status : unknown;
    c.out << report::nagios_line("BACKUP", report::level::unknown, in.error().what + ": " + in.error().why, {}) << '\n';
    return unknown;
  }
  const rotation::coverage seen = rotation::measure_coverage(in->found.backups, in->now);
  const int status = static_cast<int>(detail::judge(seen, *most));
  if (c.quiet) return status;
  if (form == "json") {
    c.out << detail::age_json(seen, *most);
  } else if (form == "prometheus") {
    c.out << detail::age_prometheus(seen, a.operands[0]);
  } else {
    c.out << detail::age_line(seen, *most) << '\n';
  }
  return status;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_ROTATE_AGE_HPP

// ================================================================================== maintkit/program/rotate_command.hpp

// The `rotate` group: which backups may go and why, removing them so that it can be undone, and how old the newest is.
//
//   maintkit rotate plan /srv/backups --keep daily=7,weekly=4
//   maintkit rotate apply /srv/backups --match 'db-{time}.dump' --keep-daily 7
#ifndef MAINTKIT_PROGRAM_ROTATE_COMMAND_HPP
#define MAINTKIT_PROGRAM_ROTATE_COMMAND_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option force_options[] = {
    {"--force-share", 0, "WHY", "even if most of what the last run kept would go"},
    {"--force-clock", 0, "WHY", "even if the clock seems to have jumped"},
    {"--force-last-good", 0, "WHY", "even if no verified backup would be left"},
};
inline constexpr option as_options[] = {
    {"--as", 0, "TOOL,TOOL", "the dialects to compare: restic,borg", occurs::required},
};
inline constexpr option older_than_options[] = {
    {"--older-than", 0, "TIME", "only runs that are longer ago: 30d", occurs::required},
    {"--now", 0, "TIME", "count from then: 2026-07-08T12:00:00Z"},
};

inline constexpr auto rotate_plan_options = joined(keep_options, place_options, dialect_options);
inline constexpr auto rotate_apply_options = joined(keep_options, place_options, dialect_options, force_options);
inline constexpr auto rotate_explain_options = joined(keep_options, place_options, as_options);

int rotate_plan(const arguments& a, context& c);
int rotate_apply(const arguments& a, context& c);
int rotate_undo(const arguments& a, context& c);
int rotate_purge(const arguments& a, context& c);
int rotate_explain(const arguments& a, context& c);

inline constexpr verb rotate_verbs[] = {
    {"rotate", "plan", "DIR|-", "Show which backups a policy keeps and removes, and why. Changes nothing.",
     rotate_plan_options.row, 1, 1,
     "DIR holds backup sets written by maintkit or, with --match, files. Lines on - are\n"
     "  TIME<TAB>NAME[<TAB>TAG,TAG]     with TIME as 2026-07-08T12:00:00Z\n"
     "Prints, newest first,\n"
     "  keep|remove<TAB>NAME<TAB>reason; reason\n"
     "and then what is not ours to manage: foreign<TAB>NAME<TAB>reason",
     &rotate_plan},
    {"rotate", "apply", "DIR", "Move what a policy removes into DIR/.trash, where undo finds it.",
     rotate_apply_options.row, 1, 1,
     "Exit 4, nothing changed: more than half of what the last run kept would go, the\n"
     "clock seems to have jumped, or no verified backup would be left. --force-share and\n"
     "the like say WHY it is right all the same; the run's journal keeps that.",
     &rotate_apply},
    {"rotate",
     "undo",
     "DIR",
     "Bring back what the last apply moved.",
     {},
     1,
     1,
     "Once more undoes the apply before that.",
     &rotate_undo},
    {"rotate", "purge", "DIR", "Delete for good what earlier runs of apply moved.", older_than_options, 1, 1, "",
     &rotate_purge},
    {"rotate", "explain", "DIR|-", "Show where dialects differ on the same backups and rules.",
     rotate_explain_options.row, 1, 1, "Prints NAME<TAB>TOOL: keep|remove (reasons)<TAB>TOOL: … for each that differs.",
     &rotate_explain},
    {"rotate", "age", "DIR|-", "How old the newest verified backup is, as a monitoring plugin.", rotate_age_options.row,
     1, 1, "Exit 0 OK, 1 warning, 2 critical or no verified backup, 3 can't tell.", &rotate_age},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// Everything that a plan is shown from.
struct rotate_job {
  rotation::policy keep;
  rotate_input in;
  rotation::decisions made;
};

// The policy is read, and refused, before the directory is as much as opened.
inline result<rotate_job> plan_job(const arguments& a, context& c, rotation::locking lock) {
  const auto d = read_dialect(a.get("--dialect").value_or("maintkit"));
  if (!d) return d.error();
  const auto keep = read_policy(a, *d);
  if (!keep) return keep.error();
  auto in = read_backups(a, c, lock);
  if (!in) return in.error();
  if (auto fine = check_tags(*keep, in->found); !fine) return fine.error();
  rotate_job job{*keep, std::move(*in), {}};
  job.made = rotation::plan(job.in.found.backups, job.keep, job.in.now, job.in.zone);
  return job;
}

// Calls each(explanation, backup), newest first.
template <class F>
void for_each_explanation(const rotate_job& job, F each) {
  rotation::explainer walk(job.in.found.backups, job.keep, job.made, job.in.now, job.in.zone);
  for (rotation::explanation e; walk.next(e);) each(e, job.in.found.backups[e.backup]);
}

// Names from outside, so that no byte of theirs can end the line or reach the terminal as a command.
inline void print_row(context& c, std::string_view action, std::string_view name, std::string_view reasons) {
  c.out << action << '\t' << maintkit::detail::shown(name) << '\t' << maintkit::detail::shown(reasons) << '\n';
}

inline std::vector<rotation::foreign> sorted_foreign(const rotation::listing& found) {
  std::vector<rotation::foreign> others = found.others;
  std::sort(others.begin(), others.end(),
            [](const rotation::foreign& a, const rotation::foreign& b) { return a.name < b.name; });
  return others;
}

inline void write_reason(json::writer& w, const rotation::reason& why, const rotation::policy& keep) {
  w.object().field("text", rotation::to_text(why, keep));
  if (why.rule != nullptr) w.field("rule", why.rule->name);
  if (why.ordinal != 0 && why.rule != nullptr) w.field("ordinal", why.ordinal);
  if (why.of != 0 && why.of != rotation::unlimited && why.rule != nullptr) w.field("of", why.of);
  if (why.why == rotation::because::has) {
    w.field("period", rotation::to_text(why.rule->period, why.local, keep.calendar));
    w.field("superseded_by", why.instead->name);
  }
  w.end_object();
}

inline void write_backup(json::writer& w, const rotation::explanation& e, const rotation::backup& b,
                         const rotate_job& job) {
  w.object().field("name", b.name).field("time", time::to_rfc3339(b.at, b.offset));
  w.field("bytes", b.size).field("action", e.keep ? "keep" : "remove").key("reasons").array();
  for (const rotation::reason& why : e.reasons) write_reason(w, why, job.keep);
  w.end_array();
  if (e.until) w.field("until", time::to_rfc3339(*e.until, job.in.zone.offset_at(*e.until)));
  w.end_object();
}

inline void print_json(const rotate_job& job, const rotation::moved* done, context& c) {
  std::string text;
  json::writer w(text);
  w.object().field("schema", 1).field("dialect", rotation::to_string(job.keep.dialect));
  w.field("policy", rotation::to_string(job.keep)).field("now", time::to_rfc3339(job.in.now));
  w.field("zone", job.in.zone.name());
  if (done != nullptr && !done->run.empty()) w.field("run", done->run);
  w.field("kept", job.made.kept.size() - job.made.removed).field("removed", job.made.removed);
  w.key("backups").array();
  for_each_explanation(job,
                       [&](const rotation::explanation& e, const rotation::backup& b) { write_backup(w, e, b, job); });
  w.end_array().key("foreign").array();
  for (const rotation::foreign& f : sorted_foreign(job.in.found)) {
    w.object().field("name", f.name).field("reason", f.why).end_object();
  }
  w.end_array().end_object();
  c.out << text << '\n';
}

// Why guards were waived, for the journal; a WHY that says nothing is refused.
inline result<std::string> read_waivers(const arguments& a, rotation::waived& out) {
  std::string why;
  const std::pair<std::string_view, bool*> guards[] = {
      {"--force-share", &out.share}, {"--force-clock", &out.clock}, {"--force-last-good", &out.last_good}};
  for (const auto& [name, flag] : guards) {
    const auto given = a.get(name);
    if (!given) continue;
    if (maintkit::detail::trim(*given).empty()) return usage_error(*a.what, std::string(name) + " needs a reason");
    *flag = true;
    if (!why.empty()) why += "; ";
    why.append(name.substr(2)).append(": ").append(*given);
  }
  return why;
}

inline std::string counted(std::size_t n, std::string_view noun) {
  return std::to_string(n) + " " + std::string(noun) + (n == 1 ? "" : "s");
}

inline void print_names(const rotation::moved& done, std::string_view list, context& c) {
  std::string text;
  json::writer w(text);
  w.object().field("schema", 1);
  if (!done.run.empty()) w.field("run", done.run);
  w.key(list).array();
  for (const std::string& name : done.names) w.value(name);
  w.end_array().key("blocked").array();
  for (const std::string& name : done.blocked) w.value(name);
  w.end_array().end_object();
  c.out << text << '\n';
}

}  // namespace detail

inline int rotate_plan(const arguments& a, context& c) {
  const auto job = detail::plan_job(a, c, rotation::locking::no);
  if (!job) return fail(c, job.error());
  if (c.quiet) return 0;
  if (c.json) {
    detail::print_json(*job, nullptr, c);
    return 0;
  }
  detail::for_each_explanation(*job, [&](const rotation::explanation& e, const rotation::backup& b) {
    detail::print_row(c, e.keep ? "keep" : "remove", b.name, rotation::to_text(e, job->keep, job->in.zone));
  });
  for (const rotation::foreign& f : detail::sorted_foreign(job->in.found)) {
    detail::print_row(c, "foreign", f.name, f.why);
  }
  return 0;
}

inline int rotate_apply(const arguments& a, context& c) {
  if (a.operands[0] == "-") return fail(c, usage_error(*a.what, "apply moves files: it needs a directory"));
  rotation::waived allowed;
  const auto why = detail::read_waivers(a, allowed);
  if (!why) return fail(c, why.error());
  const auto job = detail::plan_job(a, c, rotation::locking::yes);
  if (!job) return fail(c, job.error());
  const int directory = job->in.directory.get();
  const auto last = rotation::last_run(directory);
  if (!last) return fail(c, last.error());
  const auto& backups = job->in.found.backups;
  const auto fine = rotation::check_guards(backups, job->made, *last ? &**last : nullptr, job->in.now, allowed);
  if (!fine) return fail(c, fine.error());
  const auto done = rotation::apply(directory, job->in.found, job->made, job->in.now, *why);
  if (!done) return fail(c, done.error());
  if (c.quiet) return 0;
  if (c.json) {
    detail::print_json(*job, &*done, c);
    return 0;
  }
  detail::for_each_explanation(*job, [&](const rotation::explanation& e, const rotation::backup& b) {
    if (!e.keep) detail::print_row(c, "remove", b.name, rotation::to_text(e, job->keep, job->in.zone));
  });
  c.err << "maintkit: " << detail::counted(done->names.size(), "backup") << " moved";
  if (!done->run.empty()) c.err << " to .trash/" << done->run << ", maintkit rotate undo brings them back";
  c.err << '\n';
  return 0;
}

inline int rotate_undo(const arguments& a, context& c) {
  const std::string path(a.operands[0]);
  const auto directory = rotation::open_backups(path, rotation::locking::yes);
  if (!directory) return fail(c, directory.error());
  const auto done = rotation::undo(directory->get());
  if (!done) return fail(c, done.error());
  if (c.json && !c.quiet) detail::print_names(*done, "restored", c);
  if (!c.json && !c.quiet) {
    for (const std::string& name : done->names) c.out << "restored\t" << maintkit::detail::shown(name) << '\n';
  }
  if (done->blocked.empty()) return 0;
  std::string why = "left in .trash/" + done->run + ", their names are taken:";
  for (const std::string& name : done->blocked) why += " " + name;
  return fail(c, error(errc::failed, "undo", std::move(why)));
}

inline int rotate_purge(const arguments& a, context& c) {
  const std::string_view text = *a.get("--older-than");
  const auto age = time::parse_duration(text);
  if (!age) return fail(c, error(age.error(), "--older-than", text));
  const auto now = read_now(a, c);
  if (!now) return fail(c, now.error());
  const auto directory = rotation::open_backups(std::string(a.operands[0]), rotation::locking::yes);
  if (!directory) return fail(c, directory.error());
  const auto done = rotation::purge(directory->get(), time::add(*now, -*age));
  if (!done) return fail(c, done.error());
  if (c.quiet) return 0;
  if (c.json) {
    detail::print_names(*done, "purged", c);
    return 0;
  }
  for (const std::string& run : done->names) c.out << "purged\t" << run << '\n';
  return 0;
}

namespace detail {

// One dialect's answer to the question of `explain`: by backup, "keep (reasons)" or "remove (reasons)".
struct answer {
  rotation::dialect dialect;
  std::vector<std::string> said;
  std::vector<bool> kept;
};

inline result<answer> ask(const arguments& a, rotation::dialect d, rotate_job& job) {
  const auto keep = read_policy(a, d);
  if (!keep) return keep.error();
  job.keep = *keep;
  job.made = rotation::plan(job.in.found.backups, job.keep, job.in.now, job.in.zone);
  answer out{d, std::vector<std::string>(job.in.found.backups.size()), {}};
  out.kept.resize(out.said.size());
  for_each_explanation(job, [&](const rotation::explanation& e, const rotation::backup&) {
    out.kept[e.backup] = e.keep;
    out.said[e.backup] = (e.keep ? "keep (" : "remove (") + rotation::to_text(e, job.keep, job.in.zone) + ")";
  });
  return out;
}

inline result<std::vector<rotation::dialect>> read_dialects(const arguments& a) {
  std::vector<rotation::dialect> out;
  for (std::string_view rest = *a.get("--as"); !rest.empty();) {
    const auto d = read_dialect(maintkit::detail::take_until(rest, ','));
    if (!d) return d.error();
    out.push_back(*d);
  }
  if (out.size() < 2) return usage_error(*a.what, "--as: expected two dialects or more, as restic,borg");
  return out;
}

inline bool differ(const std::vector<answer>& answers, std::size_t backup) {
  for (const answer& each : answers) {
    if (each.kept[backup] != answers[0].kept[backup]) return true;
  }
  return false;
}

inline void print_differences_json(const rotate_job& job, const std::vector<answer>& answers, context& c) {
  std::string text;
  json::writer w(text);
  w.object().field("schema", 1).key("differences").array();
  for (const std::uint32_t i : job.made.newest_first) {
    if (!differ(answers, i)) continue;
    w.object().field("name", job.in.found.backups[i].name);
    for (const answer& each : answers) w.field(rotation::to_string(each.dialect), each.said[i]);
    w.end_object();
  }
  w.end_array().end_object();
  c.out << text << '\n';
}

}  // namespace detail

inline int rotate_explain(const arguments& a, context& c) {
  const auto dialects = detail::read_dialects(a);
  if (!dialects) return fail(c, dialects.error());
  for (const rotation::dialect d : *dialects) {
    const auto keep = read_policy(a, d);
    if (!keep) return fail(c, keep.error());
  }
  auto in = read_backups(a, c, rotation::locking::no);
  if (!in) return fail(c, in.error());
  detail::rotate_job job{{}, std::move(*in), {}};
  std::vector<detail::answer> answers;
  for (const rotation::dialect d : *dialects) {
    auto said = detail::ask(a, d, job);
    if (!said) return fail(c, said.error());
    answers.push_back(std::move(*said));
  }
  if (c.quiet) return 0;
  if (c.json) {
    detail::print_differences_json(job, answers, c);
    return 0;
  }
  for (const std::uint32_t i : job.made.newest_first) {
    if (!detail::differ(answers, i)) continue;
    c.out << maintkit::detail::shown(job.in.found.backups[i].name);
    for (const detail::answer& each : answers) {
      c.out << '\t' << rotation::to_string(each.dialect) << ": " << maintkit::detail::shown(each.said[i]);
    }
    c.out << '\n';
  }
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_ROTATE_COMMAND_HPP

// =================================================================================== maintkit/program/version_input.hpp

// How the version verbs read: the scheme's name, single versions, and lists of them, from operands, a file or "-".
// The command is stricter than the library: what a scheme's tool only warns of is malformed here.
#ifndef MAINTKIT_PROGRAM_VERSION_INPUT_HPP
#define MAINTKIT_PROGRAM_VERSION_INPUT_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

// The row that every version verb begins with. There is no default: the orders differ.
inline constexpr option scheme_option = {"--scheme", 's', "SCHEME",
                                         "whose rules: semver, calver, pep440, deb, rpm or generic", occurs::required};

// Input beyond this is refused (errc::limit).
inline constexpr std::size_t version_list_limit = std::size_t{256} << 20;

// The scheme that the option `name` ("--scheme") gives.
result<version::scheme> scheme_given(const arguments& a, std::string_view name = "--scheme");

// Reads one version strictly.
parsed<version::value> read_strictly(version::scheme s, std::string_view text);

// A fault with what was meant, where that can be guessed: "…; leading zeros: 2025.02.1 → 2025.2.1".
error version_error(version::scheme s, const parse_error& fault, std::string_view text);

// Versions and the text that they view; not to be moved once read.
struct version_list {
  std::string text;
  std::vector<version::value> versions;
  std::size_t skipped = 0;
};

// Reads a line each from FILE or "-"; of a file that can't be read whole, nothing. `skip_invalid` counts bad lines
// instead of failing at the first.
result<void> read_versions(version_list& into, version::scheme s, std::string_view file, bool skip_invalid, context& c);

// Reads the operands, or a line each from "-" if that is the only one.
result<void> read_operands(version_list& into, version::scheme s, const arguments& a, context& c);

// ---------------------------------------------------------------------------------------------------------------------

inline result<version::scheme> scheme_given(const arguments& a, std::string_view name) {
  const std::string_view word = a.get(name).value_or("");
  if (const auto s = version::scheme_of(word)) return *s;
  std::string why = "unknown scheme " + std::string(word);
  std::vector<std::string_view> known;
  for (const version::scheme s : version::schemes) known.push_back(version::to_string(s));
  const std::string_view meant = nearest(word, known);
  if (!meant.empty()) why += ", did you mean " + std::string(meant) + "?";
  return usage_error(*a.what, why);
}

inline parsed<version::value> read_strictly(version::scheme s, std::string_view text) {
  const auto read = version::parse(s, text);
  if (!read) return read.error();
  if (const auto warned = version::warning(*read)) return *warned;
  return *read;
}

inline error version_error(version::scheme s, const parse_error& fault, std::string_view text) {
  error e(fault, std::string(version::to_string(s)) + " version", text);
  if (const auto meant = version::suggest(s, text)) {
    e.why.append("; ").append(meant->cause).append(": ").append(text).append(" → ").append(meant->text);
  }
  return e;
}

namespace detail {

inline result<std::string> read_list(std::string_view file, context& c) {
  if (file == "-") return read_input(c, version_list_limit);
  return maintkit::detail::read_file(std::string(file), version_list_limit);
}

// Calls each(line, number) for every line, numbered from 1; a last one without its newline counts.
template <class F>
void for_each_line(std::string_view text, F each) {
  for (std::size_t number = 1; !text.empty(); ++number) each(maintkit::detail::take_until(text, '\n'), number);
}

}  // namespace detail

inline result<void> read_versions(version_list& into, version::scheme s, std::string_view file, bool skip_invalid,
                                  context& c) {
  auto text = detail::read_list(file, c);
  if (!text) return text.error();
  into.text = *std::move(text);
  result<void> outcome;
  detail::for_each_line(into.text, [&](std::string_view line, std::size_t number) {
    if (!outcome) return;
    const auto read = read_strictly(s, line);
    if (read) {
      into.versions.push_back(*read);
    } else if (skip_invalid) {
      ++into.skipped;
    } else {
      error e = version_error(s, read.error(), line);
      e.what = "line " + std::to_string(number) + ": " + e.what;
      outcome = e;
    }
  });
  return outcome;
}

inline result<void> read_operands(version_list& into, version::scheme s, const arguments& a, context& c) {
  if (a.operands.size() == 1 && a.operands[0] == "-") return read_versions(into, s, "-", false, c);
  for (const std::string_view operand : a.operands) {
    const auto read = read_strictly(s, operand);
    if (!read) return version_error(s, read.error(), operand);
    into.versions.push_back(*read);
  }
  return {};
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_VERSION_INPUT_HPP

// ================================================================================= maintkit/program/updates_command.hpp

// The `updates` group: which releases there are, whether one is an update for this installation, and the way there.
#ifndef MAINTKIT_PROGRAM_UPDATES_COMMAND_HPP
#define MAINTKIT_PROGRAM_UPDATES_COMMAND_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option format_option = {"--format", 0, "FORMAT", "pypi, git_refs or atom; told by how it begins"};
inline constexpr option installed_option = {"--installed", 0, "V", "the version that is installed", occurs::required};
inline constexpr option prereleases_option = {"--prereleases", 0, "", "take prereleases too"};
inline constexpr option min_age_option = {"--min-age", 0, "D", "take only what is so long out: 7d, 36h"};
inline constexpr option asset_option = {"--require-asset", 0, "GLOB", "take only what has a file of such a name",
                                        occurs::any_number};

inline constexpr option updates_list_options[] = {
    format_option, {"--scheme", 's', "SCHEME", "order by version: semver, calver, pep440, deb, rpm or generic"}};
inline constexpr option updates_check_options[] = {
    installed_option, scheme_option, prereleases_option,
    min_age_option,   asset_option,  {"--exit-code", 0, "", "exit 100 for an update, 101 for a security update"},
    format_option,
};
inline constexpr option updates_path_options[] = {
    installed_option,   scheme_option,  {"--to", 0, "V", "where to go; the newest release that may be taken"},
    prereleases_option, min_age_option, asset_option,
    format_option,
};

int updates_list(const arguments& a, context& c);
int updates_check(const arguments& a, context& c);
int updates_path(const arguments& a, context& c);

inline constexpr verb updates_verbs[] = {
    {"updates", "list", "FILE|-", "Print every release of a feed, newest first: version, date and what is said of it.",
     updates_list_options, 1, 1, "Newest is by date, and with -s by version. What has neither comes last.",
     &updates_list},
    {"updates", "check", "FILE|-…", "Is there an update for the installed version, of which kind, and why?",
     updates_check_options, 1, any,
     "Several feeds are read as one: what one says of a version the others need not.\n"
     "Exit 0 answered; with --exit-code 0 up to date, 100 update, 101 security update.",
     &updates_check},
    {"updates", "path", "FILE|-",
     "Print the releases to install in order, one a line, if no release line may be skipped.", updates_path_options, 1,
     1, "The last release of each line, and nothing if there is nowhere to go.", &updates_path},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// Sources that are read through the network, by how they begin.
inline bool is_remote(std::string_view source) {
  if (source.find("://") != std::string_view::npos) return true;
  for (const std::string_view begin : {"pypi:", "github:", "gitlab:", "npm:", "crates:", "pretalx:"}) {
    if (maintkit::detail::starts_with(source, begin)) return true;
  }
  return false;
}

inline result<std::string> read_source(std::string_view source, context& c) {
  constexpr std::size_t most = feed::limits{}.bytes;
  if (source == "-") return read_input(c, most);
  if (!is_remote(source)) return maintkit::detail::read_file(std::string(source), most);
  return error(errc::unsupported, std::string(source),
               "only a file or - is read; fetch it first, as with curl -o FILE");
}

inline result<std::optional<feed::format>> format_given(const arguments& a) {
  const auto name = a.get("--format");
  if (!name) return std::optional<feed::format>();
  if (const auto known = feed::format_of(*name)) return known;
  std::string why = "unknown format " + std::string(*name) + ", known:";
  for (const std::string_view known : feed::format_names) why.append(" ").append(known);
  return usage_error(*a.what, std::move(why));
}

// One source, read whole. An error names the source.
inline result<feed::document> read_feed(std::string_view source, std::optional<feed::format> kind, context& c) {
  const auto text = read_source(source, c);
  if (!text) return text.error();
  auto doc = kind ? feed::read(*text, *kind) : feed::read(*text);
  if (doc) return doc;
  error e = doc.error();
  e.what = (source == "-" ? "standard input" : std::string(source)) + ": " + e.what;
  return e;
}

// All sources of a verb as one list.
inline result<std::vector<feed::release>> read_feeds(const arguments& a, version::scheme scheme, context& c) {
  const auto kind = format_given(a);
  if (!kind) return kind.error();
  std::vector<feed::release> all;
  for (const std::string_view source : a.operands) {
    auto doc = read_feed(source, *kind, c);
    if (!doc) return doc.error();
    std::move(doc->releases.begin(), doc->releases.end(), std::back_inserter(all));
  }
  if (a.operands.size() > 1) feed::merge(all, scheme);
  return all;
}

inline result<update::policy> policy_given(const arguments& a) {
  const auto scheme = scheme_given(a);
  if (!scheme) return scheme.error();
  update::policy rules{*scheme};
  rules.prereleases = a.has("--prereleases");
  if (const auto age = a.get("--min-age")) {
    const auto length = time::parse_duration(*age);
    if (!length) return error(length.error(), "--min-age", *age);
    rules.min_age = *length;
  }
  for (const std::string_view glob : a.all("--require-asset")) rules.require_assets.emplace_back(glob);
  return rules;
}

inline void print_releases(const feed::document& doc, context& c) {
  if (c.quiet) return;
  if (c.json) {
    c.out << R"({"schema":1,"format":")" << feed::to_string(doc.kind) << R"(","releases":[)";
    std::string_view separator = "";
    for (const feed::release& one : doc.releases) c.out << std::exchange(separator, ",") << feed::to_json(one);
    c.out << "]}\n";
    return;
  }
  std::size_t width = 0;
  for (const feed::release& one : doc.releases) width = (std::max)(width, maintkit::detail::columns(one.version));
  for (const feed::release& one : doc.releases) c.out << feed::to_text(one, (std::min)(width, std::size_t{32}));
}

// Input that can't be read is exit 2 whatever the reason, a missing file too: 1 would mean "no".
inline int unreadable(context& c, const error& e) {
  fail(c, e);
  return 2;
}

inline int kind_status(const update::assessment& of) {
  if (!of.update) return 0;
  return of.kind == update::kind::security ? 101 : 100;
}

inline void print_route(const update::route& of, context& c) {
  if (c.quiet) return;
  if (c.json) {
    c.out << update::to_json(of) << '\n';
    return;
  }
  for (const update::hop& one : of.hops) {
    c.out << maintkit::detail::shown(one.to->version) << '\n';
    c.err << "maintkit: " << maintkit::detail::shown(one.to->version) << ": " << one.reason << '\n';
  }
  if (of.hops.empty()) c.err << "maintkit: " << of.installed << ": there is nowhere to go\n";
}

}  // namespace detail

inline int updates_list(const arguments& a, context& c) {
  const auto kind = detail::format_given(a);
  if (!kind) return fail(c, kind.error());
  std::optional<version::scheme> scheme;
  if (a.has("--scheme")) {
    const auto given = scheme_given(a);
    if (!given) return fail(c, given.error());
    scheme = *given;
  }
  auto doc = detail::read_feed(a.operands[0], *kind, c);
  if (!doc) return detail::unreadable(c, doc.error());
  scheme ? feed::newest_first(doc->releases, *scheme) : feed::newest_first(doc->releases);
  detail::print_releases(*doc, c);
  return 0;
}

inline int updates_check(const arguments& a, context& c) {
  const auto rules = detail::policy_given(a);
  if (!rules) return fail(c, rules.error());
  const auto releases = detail::read_feeds(a, rules->scheme, c);
  if (!releases) return detail::unreadable(c, releases.error());
  const auto found = update::assess(*a.get("--installed"), *releases, *rules, c.now);
  if (!found) return fail(c, found.error());
  if (!c.quiet) c.out << (c.json ? update::to_json(*found) + '\n' : update::to_text(*found));
  return a.has("--exit-code") ? detail::kind_status(*found) : 0;
}

inline int updates_path(const arguments& a, context& c) {
  const auto rules = detail::policy_given(a);
  if (!rules) return fail(c, rules.error());
  const auto releases = detail::read_feeds(a, rules->scheme, c);
  if (!releases) return detail::unreadable(c, releases.error());
  const auto way = update::path(*a.get("--installed"), a.get("--to").value_or(""), *releases, *rules, c.now);
  if (!way) return fail(c, way.error());
  detail::print_route(*way, c);
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_UPDATES_COMMAND_HPP

// ================================================================================= maintkit/program/version_compare.hpp

// `version compare`: with an operator a drop-in for `dpkg --compare-versions`, without one the order of two versions,
// or of one pair a line.
#ifndef MAINTKIT_PROGRAM_VERSION_COMPARE_HPP
#define MAINTKIT_PROGRAM_VERSION_COMPARE_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option compare_options[] = {scheme_option};

inline constexpr std::string_view compare_notes =
    "version compare -s SCHEME A OP B   exit 0 if it holds, 1 if not, 2 if A or B is none\n"
    "version compare -s SCHEME A B      prints < = or >\n"
    "version compare -s SCHEME -        reads lines A<TAB>B, prints < = > or \"error: ...\";\n"
    "                                   exit 2 if any was an error\n"
    "OP: lt le eq ne ge gt, << <= = >= >>, and lt-nl le-nl ge-nl gt-nl.\n"
    "With -s deb as in dpkg: an empty version is earlier than any (with -nl: later),\n"
    "and < > are obsolete names of <= >=. Elsewhere < > are << >>.";

int version_compare(const arguments& a, context& c);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// Which orders an operator lets hold, and whether it takes an empty version as later than any (deb-version(7) and
// dpkg(1), --compare-versions).
struct relation {
  std::string_view name;
  bool less, equal, greater;
  bool empty_is_later = false;
};
inline constexpr relation relations[] = {
    {"lt", true, false, false},         {"le", true, true, false},          {"eq", false, true, false},
    {"ne", true, false, true},          {"ge", false, true, true},          {"gt", false, false, true},
    {"<<", true, false, false},         {"<=", true, true, false},          {"=", false, true, false},
    {">=", false, true, true},          {">>", false, false, true},         {"lt-nl", true, false, false, true},
    {"le-nl", true, true, false, true}, {"ge-nl", false, true, true, true}, {"gt-nl", false, false, true, true},
};

inline const relation* find_relation(std::string_view name) {
  for (const relation& row : relations) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

// dpkg reads "<" as "<=" and ">" as ">=" for the sake of old control files, and says so.
inline std::string_view in_full(std::string_view name, version::scheme s, context& c) {
  if (name != "<" && name != ">") return name;
  if (s != version::scheme::deb) return name == "<" ? "<<" : ">>";
  const std::string_view meant = name == "<" ? "<=" : ">=";
  if (!c.quiet) {
    c.err << "maintkit: " << name << ": is obsolete and means " << meant << ", as in dpkg; " << name << name
          << " is strict\n";
  }
  return meant;
}

inline char sign_of(int order) { return "<=>"[order + 1]; }

// Both versions, or an error about the first that is none.
inline result<int> order_of(version::scheme s, std::string_view a, std::string_view b) {
  const auto x = read_strictly(s, a);
  if (!x) return version_error(s, x.error(), a);
  const auto y = read_strictly(s, b);
  if (!y) return version_error(s, y.error(), b);
  return version::compare(*x, *y);
}

// The same, with dpkg's empty versions.
inline result<int> order_with_empty(version::scheme s, std::string_view a, std::string_view b, bool empty_is_later) {
  if (s != version::scheme::deb || (!a.empty() && !b.empty())) return order_of(s, a, b);
  const std::string_view other = a.empty() ? b : a;
  if (const auto read = read_strictly(s, other); !other.empty() && !read) return version_error(s, read.error(), other);
  const int order = static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
  return empty_is_later ? -order : order;
}

inline int compare_with_operator(version::scheme s, const arguments& a, context& c) {
  const relation* const row = find_relation(in_full(a.operands[1], s, c));
  if (row == nullptr) return fail(c, usage_error(*a.what, "unknown operator " + std::string(a.operands[1])));
  const auto order = order_with_empty(s, a.operands[0], a.operands[2], row->empty_is_later);
  if (!order) return fail(c, order.error());
  const bool holds = *order < 0 ? row->less : *order > 0 ? row->greater : row->equal;
  if (c.json) {
    std::string text;
    json::writer(text)
        .object()
        .field("schema", 1)
        .field("scheme", version::to_string(s))
        .field("a", a.operands[0])
        .field("operator", a.operands[1])
        .field("b", a.operands[2])
        .field("holds", holds)
        .end_object();
    c.out << text << '\n';
  }
  return holds ? 0 : 1;
}

inline int compare_two(version::scheme s, const arguments& a, context& c) {
  const auto order = order_of(s, a.operands[0], a.operands[1]);
  if (!order) return fail(c, order.error());
  const char sign = sign_of(*order);
  if (c.json) {
    std::string text;
    json::writer(text)
        .object()
        .field("schema", 1)
        .field("scheme", version::to_string(s))
        .field("a", a.operands[0])
        .field("order", std::string_view(&sign, 1))
        .field("b", a.operands[1])
        .end_object();
    c.out << text << '\n';
  } else if (!c.quiet) {
    c.out << sign << '\n';
  }
  return 0;
}

// "A<TAB>B". The error is one line.
inline result<int> order_of_line(version::scheme s, std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return error(errc::malformed, "line", "expected A, a tab and B");
  return order_of(s, line.substr(0, tab), line.substr(tab + 1));
}

inline int compare_lines(version::scheme s, context& c) {
  const auto text = read_input(c, version_list_limit);
  if (!text) return fail(c, text.error());
  bool failed = false;
  std::string object;
  json::writer w(object);
  if (c.json) w.object().field("schema", 1).field("scheme", version::to_string(s)).key("results").array();
  for_each_line(*text, [&](std::string_view line, std::size_t number) {
    const auto order = order_of_line(s, line);
    failed = failed || !order;
    const char sign = order ? sign_of(*order) : ' ';
    const std::string why = order ? std::string() : order.error().what + ": " + order.error().why;
    if (c.json) {
      w.object().field("line", number);
      order ? w.field("order", std::string_view(&sign, 1)) : w.field("error", why);
      w.end_object();
    } else if (!c.quiet) {
      if (order)
        c.out << sign << '\n';
      else
        c.out << "error: " << maintkit::detail::shown(why) << '\n';
    }
  });
  if (c.json) {
    w.end_array().end_object();
    c.out << object << '\n';
  }
  return failed ? 2 : 0;
}

}  // namespace detail

inline int version_compare(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  if (a.operands.size() == 3) return detail::compare_with_operator(*s, a, c);
  if (a.operands.size() == 2) return detail::compare_two(*s, a, c);
  if (a.operands[0] == "-") return detail::compare_lines(*s, c);
  return fail(c, usage_error(*a.what, "one version has nothing to be compared with"));
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_VERSION_COMPARE_HPP

// ================================================================================= maintkit/program/version_command.hpp

// The `version` group: its verbs' rows, and the verbs that work on lists of versions. Each has its own header where it
// is more than a screen: version_compare.hpp.
#ifndef MAINTKIT_PROGRAM_VERSION_COMMAND_HPP
#define MAINTKIT_PROGRAM_VERSION_COMMAND_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option sort_options[] = {
    scheme_option,
    {"--reverse", 'r', "", "newest first"},
    {"--unique", 'u', "", "of equal versions print only the first that was read"},
    {"--skip-invalid", 0, "", "leave out lines that are no version, instead of refusing them all"},
};
inline constexpr option latest_options[] = {
    scheme_option,
    {"--stable", 0, "", "leave out pre-releases"},
};
inline constexpr option scheme_only[] = {scheme_option};

int version_sort(const arguments& a, context& c);
int version_latest(const arguments& a, context& c);
int version_check(const arguments& a, context& c);
int version_key(const arguments& a, context& c);

inline constexpr verb version_verbs[] = {
    {"version", "compare", "A [OP] B | -", "Compare two versions, or a pair a line.", compare_options, 1, 3,
     compare_notes, &version_compare},
    {"version", "sort", "FILE|-", "Sort versions, one a line, oldest first. Equal ones keep their order.", sort_options,
     1, 1, "Exit 2, and nothing is printed, if a line is no version.", &version_sort},
    {"version", "latest", "V…|-", "Print the newest version.", latest_options, 1, any,
     "Exit 1 if there is none, for nothing was given or all are pre-releases.", &version_latest},
    {"version", "check", "V…", "Print each version in its normal form, or what is wrong with it and where.",
     scheme_only, 1, any, "Exit 0 if all are valid, 1 if any is not. What dpkg warns of is not valid.", &version_check},
    {"version", "key", "V…|-", "Print an order-preserving key of each version, in hexadecimal.", scheme_only, 1, any,
     "Keys of one scheme sort as bytes or as text in the order of their versions.", &version_key},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// By precedence, and equal ones as they were read: what was read first stands first in memory.
inline bool older_first(const version::value& a, const version::value& b) {
  const int order = version::compare(a, b);
  return order != 0 ? order < 0 : a.text().data() < b.text().data();
}
inline bool newer_first(const version::value& a, const version::value& b) {
  const int order = version::compare(a, b);
  return order != 0 ? order > 0 : a.text().data() < b.text().data();
}

inline std::string hexadecimal(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

inline void print_versions(const std::vector<version::value>& versions, version::scheme s, context& c) {
  if (c.quiet) return;
  if (!c.json) {
    for (const version::value& v : versions) c.out << v.text() << '\n';
    return;
  }
  std::string text;
  json::writer w(text);
  w.object().field("schema", 1).field("scheme", version::to_string(s)).key("versions").array();
  for (const version::value& v : versions) w.value(v.text());
  w.end_array().end_object();
  c.out << text << '\n';
}

// One version's answer for `check`; true if it is valid.
inline bool check_one(version::scheme s, std::string_view text, json::writer& w, context& c) {
  const auto read = read_strictly(s, text);
  if (c.json) w.object().field("version", text).field("valid", static_cast<bool>(read));
  if (read && c.json) w.field("normal", version::to_string(*read)).field("prerelease", version::is_prerelease(*read));
  if (read && !c.json && !c.quiet) c.out << version::to_string(*read) << '\n';
  if (!read && c.json) {
    const parse_error& e = read.error();
    w.field("code", to_string(e.code)).field("expected", e.expected).field("offset", e.offset);
    w.field("length", e.length);
    if (const auto meant = version::suggest(s, text)) w.field("suggestion", meant->text);
  }
  if (!read && !c.json) fail(c, version_error(s, read.error(), text));
  if (c.json) w.end_object();
  return static_cast<bool>(read);
}

}  // namespace detail

inline int version_sort(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  version_list list;
  if (const auto read = read_versions(list, *s, a.operands[0], a.has("--skip-invalid"), c); !read) {
    return fail(c, read.error());
  }
  auto& versions = list.versions;
  std::sort(versions.begin(), versions.end(), a.has("--reverse") ? detail::newer_first : detail::older_first);
  if (a.has("--unique")) versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
  detail::print_versions(versions, *s, c);
  if (list.skipped > 0 && !c.quiet) {
    c.err << "maintkit: " << a.operands[0] << ": left out " << std::to_string(list.skipped) << " lines\n";
  }
  return 0;
}

inline int version_latest(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  version_list list;
  if (const auto read = read_operands(list, *s, a, c); !read) return fail(c, read.error());
  const version::value* best = nullptr;
  for (const version::value& v : list.versions) {
    if (a.has("--stable") && version::is_prerelease(v)) continue;
    if (best == nullptr || version::compare(v, *best) > 0) best = &v;
  }
  if (c.json) {
    std::string text;
    json::writer w(text);
    w.object().field("schema", 1).field("scheme", version::to_string(*s)).key("latest");
    best != nullptr ? w.value(best->text()) : w.null();
    w.end_object();
    c.out << text << '\n';
  } else if (best != nullptr && !c.quiet) {
    c.out << best->text() << '\n';
  }
  return best != nullptr ? 0 : 1;
}

inline int version_check(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  bool valid = true;
  std::string text;
  json::writer w(text);
  if (c.json) w.object().field("schema", 1).field("scheme", version::to_string(*s)).key("versions").array();
  for (const std::string_view operand : a.operands) valid = detail::check_one(*s, operand, w, c) && valid;
  if (c.json) {
    w.end_array().end_object();
    c.out << text << '\n';
  }
  return valid ? 0 : 1;
}

inline int version_key(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  version_list list;
  if (const auto read = read_operands(list, *s, a, c); !read) return fail(c, read.error());
  std::string text;
  json::writer w(text);
  if (c.json) w.object().field("schema", 1).field("scheme", version::to_string(*s)).key("keys").array();
  for (const version::value& v : list.versions) {
    const std::string hex = detail::hexadecimal(version::sort_key(v));
    if (c.json)
      w.value(hex);
    else
      c.out << hex << '\n';
  }
  if (c.json) {
    w.end_array().end_object();
    c.out << text << '\n';
  }
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_VERSION_COMMAND_HPP

// ============================================================================================= maintkit/program/run.hpp

// The command: finds the verb's row, checks the words against it, calls its function.
//
//   maintkit::program::context c;                 // a test keeps what is printed
//   int status = maintkit::program::run({"version", "compare", "-s", "deb", "1.0", "lt", "1.1"}, c);
#ifndef MAINTKIT_PROGRAM_RUN_HPP
#define MAINTKIT_PROGRAM_RUN_HPP

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

struct group {
  std::string_view name;     // "version"; empty: verbs that stand alone
  std::string_view summary;  // what its verbs answer
  table<verb> verbs;
};

inline constexpr group groups[] = {
    {"version", "which version is newer, by the rules of its own world", version_verbs},
    {"updates", "is there an update, and may I go there", updates_verbs},
    {"rotate", "which backups may go", rotate_verbs},
    {"health", "is the service well", health_verbs},
    {"", "", demo_verbs},
};

// Does what `words` (without the program's name) ask for and answers the exit status. Output is flushed.
int run(const std::vector<std::string_view>& words, context& c);

// The text of `maintkit --help` and of `maintkit GROUP --help`.
std::string overview();
std::string overview(const group& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline void append_verbs(std::string& out, const group& of) {
  for (const verb& row : of.verbs) {
    std::string line = "  " + full_name(row);
    line.resize((std::max)(line.size() + 2, std::size_t{22}), ' ');
    const std::size_t column = line.size();
    out += line;
    append_wrapped(out, row.summary, 22, column);
  }
}

inline error unknown_word(std::string_view word, const std::vector<std::string_view>& known, std::string see) {
  const std::string_view meant = nearest(word, known);
  std::string why = "is no command";
  if (!meant.empty()) why += ", did you mean " + std::string(meant) + "?";
  return {errc::invalid, std::string(word), why + " See " + std::move(see)};
}

// The verb that the words name and how many of them its name takes; an error that knows the nearest name.
inline result<const verb*> find_verb(const std::vector<std::string_view>& words, std::size_t& used) {
  std::vector<std::string_view> known;
  for (const group& g : groups) {
    if (!g.name.empty()) known.push_back(g.name);
    if (!g.name.empty() && g.name != words[0]) continue;
    used = g.name.empty() ? 1 : 2;
    std::vector<std::string_view> verbs;
    for (const verb& row : g.verbs) {
      if (words.size() >= used && words[used - 1] == row.name) return &row;
      verbs.push_back(row.name);
    }
    if (g.name.empty()) {
      known.insert(known.end(), verbs.begin(), verbs.end());
      continue;
    }
    const std::string see = "maintkit " + std::string(g.name) + " --help";
    if (words.size() < 2) return error(errc::invalid, std::string(g.name), "which verb? See " + see);
    return unknown_word(words[1], verbs, see);
  }
  return unknown_word(words[0], known, "maintkit --help");
}

inline int run_verb(const std::vector<std::string_view>& words, context& c) {
  std::size_t used = 0;
  const auto row = find_verb(words, used);
  if (!row) return fail(c, row.error());
  auto given = parse(**row, {words.begin() + static_cast<std::ptrdiff_t>(used), words.end()});
  if (!given) return fail(c, given.error());
  if (given->has("--help")) {
    c.out << help(**row);
    return 0;
  }
  c.json = given->has("--json");
  c.quiet = given->has("--quiet");
  return (*row)->run(*given, c);
}

inline bool asks_for_help(std::string_view word) { return word == "--help" || word == "-h" || word == "help"; }

// Everything that needs no verb: help, the version, or nothing at all. Empty when there is a verb to run.
inline std::optional<int> run_bare(const std::vector<std::string_view>& words, context& c) {
  if (words.empty()) {
    c.err << overview();
    return 2;
  }
  if (asks_for_help(words[0])) {
    c.out << overview();
    return 0;
  }
  if (words[0] == "--version") {
    c.out << "maintkit " MAINTKIT_VERSION_STRING "\n";
    return 0;
  }
  if (words.size() < 2 || !asks_for_help(words[1])) return std::nullopt;
  for (const group& g : groups) {
    if (g.name != words[0] || g.name.empty()) continue;
    c.out << overview(g);
    return 0;
  }
  return std::nullopt;
}

}  // namespace detail

inline std::string overview(const group& of) {
  std::string out = "usage: maintkit " + std::string(of.name) + " VERB [OPTION…] …\n\n" + std::string(of.name) + ": " +
                    std::string(of.summary) + "\n\n";
  detail::append_verbs(out, of);
  return out + "\nmaintkit " + std::string(of.name) + " VERB --help says more.\n";
}

inline std::string overview() {
  std::string out =
      "usage: maintkit GROUP VERB [OPTION…] …\n\nThe maintenance guide of a self-hosted application, walked safely.\n";
  for (const group& g : groups) {
    out += "\n";
    if (!g.name.empty()) out += std::string(g.name) + ": " + std::string(g.summary) + "\n";
    detail::append_verbs(out, g);
  }
  return out +
         "\nExit status: 0 yes or done, 1 no or failed, 2 usage or unreadable input, 3 can't\n"
         "tell, 4 refused by a guard and nothing was changed.\n"
         "maintkit GROUP VERB --help says more; maintkit --version names this one.\n";
}

inline int run(const std::vector<std::string_view>& words, context& c) {
  const auto bare = detail::run_bare(words, c);
  const int status = bare ? *bare : detail::run_verb(words, c);
  c.out.flush();
  c.err.flush();
  return c.out.broken && status == 0 ? exit_status(errc::io) : status;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_RUN_HPP

// ============================================================================================ maintkit/program/main.hpp

// The program's main, and nothing else: included by maintkit.hpp only where MAINTKIT_MAIN is defined, in one file of a
// program. All it does is to look at the world once and hand it to run().
#ifndef MAINTKIT_PROGRAM_MAIN_HPP
#define MAINTKIT_PROGRAM_MAIN_HPP

extern "C" char** environ;

int main(int argc, char** argv) {
  using namespace maintkit::program;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error to report, not a death in the middle of a backup
  timespec clock{};
  ::clock_gettime(CLOCK_REALTIME, &clock);
  context c;
  c.out.descriptor = STDOUT_FILENO;
  c.err.descriptor = STDERR_FILENO;
  c.input = STDIN_FILENO;
  c.now = {clock.tv_sec, static_cast<std::int32_t>(clock.tv_nsec)};
  c.environment = environ;
  c.terminal = ::isatty(STDERR_FILENO) != 0;
  c.colour = ::isatty(STDOUT_FILENO) != 0 && !variable(c, "NO_COLOR");
  return run(std::vector<std::string_view>(argv + (argc > 0), argv + argc), c);
}

#endif  // MAINTKIT_PROGRAM_MAIN_HPP
#endif

#endif  // MAINTKIT_MAINTKIT_HPP
