// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Some bytes looked at together: 16 with SSE2 or NEON (both are part of their 64-bit architectures, nothing is asked of
// the CPU at run time), else 8 in one machine word. A mask has one bit, or as many as first() knows, for each byte.
// MAINTKIT_PORTABLE, if defined, asks for the machine word.
//
//   for (; end - at >= block::width; at += block::width)
//     if (auto found = block(at).equal('<') | block(at).below(0x20)) return at + block::first(found);
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
