// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Some bytes looked at together: 32 with SSE2, 16 with NEON (both are part of their 64-bit architectures, nothing is
// asked of the CPU at run time), else 8 in one machine word, which is also what MAINTKIT_PORTABLE asks for.
//
//   const block b(at);
//   const block::set found = b.equal('<') | (b.control_or_not_ascii() - b.equal('\n'));
//   if (!found.empty()) return at + found.first();
#ifndef MAINTKIT_DETAIL_BLOCK_HPP
#define MAINTKIT_DETAIL_BLOCK_HPP

#include <maintkit/detail/config.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>

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
  static constexpr std::size_t width = 32;

  // Some of the bytes: those with the high bit set.
  class set {
   public:
    set(__m128i low, __m128i high) : low_(low), high_(high) {}
    bool empty() const { return bits() == 0; }
    std::size_t first() const { return trailing_zeros(bits()); }  // not of an empty set
    friend set operator|(const set& a, const set& b) {
      return {_mm_or_si128(a.low_, b.low_), _mm_or_si128(a.high_, b.high_)};
    }
    friend set operator-(const set& a, const set& b) {
      return {_mm_andnot_si128(b.low_, a.low_), _mm_andnot_si128(b.high_, a.high_)};
    }

   private:
    std::uint32_t bits() const { return half(low_) | half(high_) << 16; }
    static std::uint32_t half(__m128i m) { return static_cast<std::uint32_t>(_mm_movemask_epi8(m)); }
    __m128i low_, high_;
  };

  explicit block(const char* at) : low_(load(at)), high_(load(at + 16)) {}
  set equal(char c) const {
    const __m128i all = _mm_set1_epi8(c);
    return {_mm_cmpeq_epi8(low_, all), _mm_cmpeq_epi8(high_, all)};
  }
  // As signed numbers, what isn't ASCII is below zero. Saturated, so are all of these less 0x20; the sign is what
  // counts.
  set control_or_not_ascii() const {
    const __m128i bound = _mm_set1_epi8(0x20);
    return {_mm_subs_epi8(low_, bound), _mm_subs_epi8(high_, bound)};
  }

 private:
  static __m128i load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }
  __m128i low_, high_;
};

#elif defined(MAINTKIT_NEON)

class block {
 public:
  static constexpr std::size_t width = 16;

  class set {
   public:
    explicit set(uint8x16_t bytes) : bytes_(bytes) {}
    bool empty() const { return bits() == 0; }
    std::size_t first() const { return trailing_zeros(bits()) / 4; }
    friend set operator|(set a, set b) { return set(vorrq_u8(a.bytes_, b.bytes_)); }
    friend set operator-(set a, set b) { return set(vbicq_u8(a.bytes_, b.bytes_)); }

   private:
    // Four bits for each byte.
    std::uint64_t bits() const {
      return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(bytes_), 4)), 0);
    }
    uint8x16_t bytes_;
  };

  explicit block(const char* at) : bytes_(vld1q_u8(reinterpret_cast<const std::uint8_t*>(at))) {}
  set equal(char c) const { return set(vceqq_u8(bytes_, vdupq_n_u8(static_cast<std::uint8_t>(c)))); }
  set control_or_not_ascii() const { return set(vcltq_s8(vreinterpretq_s8_u8(bytes_), vdupq_n_s8(0x20))); }

 private:
  uint8x16_t bytes_;
};

#else

class block {
 public:
  static constexpr std::size_t width = 8;

  // The high bit of each byte.
  class set {
   public:
    explicit set(std::uint64_t bits) : bits_(bits & (ones * 0x80)) {}
    bool empty() const { return bits_ == 0; }
    std::size_t first() const { return trailing_zeros(bits_) / 8; }
    friend set operator|(set a, set b) { return set(a.bits_ | b.bits_); }
    friend set operator-(set a, set b) { return set(a.bits_ & ~b.bits_); }

   private:
    std::uint64_t bits_;
  };

  explicit block(const char* at) {
    std::memcpy(&bytes_, at, width);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes_ = __builtin_bswap64(bytes_);
#endif
  }
  // The sum of seven bits and what is missing to 0x80 never carries into a neighbour, so no byte is mistaken.
  set equal(char c) const {
    const std::uint64_t other = bytes_ ^ (ones * static_cast<unsigned char>(c));
    return set(~(((other & (ones * 0x7f)) + ones * 0x7f) | other));
  }
  set control_or_not_ascii() const { return set(~((bytes_ & (ones * 0x7f)) + ones * 0x60) | bytes_); }

 private:
  static constexpr std::uint64_t ones = 0x0101010101010101;
  std::uint64_t bytes_ = 0;
};

#endif

// The first byte from `at` that is in special(block), or that is_special(char) knows alone; `end` if there is none.
// Inlined by force: names and values have some twenty bytes, and the call would be a good part of the time.
template <class OfBlock, class OfByte>
[[gnu::always_inline]] inline const char* find_special(const char* at, const char* end, OfBlock special,
                                                       OfByte is_special) {
  for (; static_cast<std::size_t>(end - at) >= block::width; at += block::width) {
    if (const block::set found = special(block(at)); !found.empty()) return at + found.first();
  }
  while (at != end && !is_special(*at)) ++at;
  return at;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#undef MAINTKIT_SSE2
#undef MAINTKIT_NEON

#endif  // MAINTKIT_DETAIL_BLOCK_HPP
