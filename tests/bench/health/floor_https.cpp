// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The least that asking over https by libcurl can cost: one transfer, nothing kept, status below 400 wanted. What is
// used of libcurl is declared here, so that its headers need not be there; linked to libcurl.so.4.
//
//   floor_https URL file|path|default [AUTHORITIES]
#include <string.h>

#include <cstddef>

extern "C" {
void* curl_easy_init();
int curl_easy_setopt(void*, int, ...);
int curl_easy_perform(void*);
void curl_easy_cleanup(void*);
}

namespace {

size_t drop(char*, size_t size, size_t count, void*) { return size * count; }

}  // namespace

int main(int argc, char** argv) {
  void* const easy = curl_easy_init();
  curl_easy_setopt(easy, 10002, argv[1]);  // CURLOPT_URL
  curl_easy_setopt(easy, 20011, &drop);    // CURLOPT_WRITEFUNCTION
  curl_easy_setopt(easy, 45, 1L);          // CURLOPT_FAILONERROR
  if (argc > 3) {
    const bool file = strcmp(argv[2], "file") == 0;
    curl_easy_setopt(easy, 10065, file ? argv[3] : static_cast<char*>(nullptr));  // CURLOPT_CAINFO
    curl_easy_setopt(easy, 10097, file ? static_cast<char*>(nullptr) : argv[3]);  // CURLOPT_CAPATH
  }
  const int status = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  return status;
}
