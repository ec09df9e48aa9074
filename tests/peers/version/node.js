// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Reads "pairs" and "texts" lines of answers.cpp and holds them against node-semver: node.js PATH-OF-SEMVER pairs|texts
'use strict';
const semver = require(process.argv[2]);
const what = process.argv[3];
const signs = { '-1': '<', 0: '=', 1: '>' };
const digits = /\d{16,}/;
let asked = 0, wrong = 0, apart = 0;
for (const line of require('fs').readFileSync(0, 'latin1').split('\n')) {
  const fields = line.split('\t');
  if (fields.length < 2) continue;
  // Where node-semver departs from the standard: numbers are floats or refused from 2^53 on (clauses 2 and 11.4.1 know no
  // bound), texts are cut at 256 characters, "v" and blanks are let through (clause 2).
  if (digits.test(line) || line.length > 256 || /^[v\s]/.test(line)) { apart++; continue; }
  asked++;
  const good = what === 'pairs' ? signs[semver.compare(fields[0], fields[1])] === fields[2]
                                : (semver.valid(fields[0]) !== null) === (fields[1] !== '');
  if (!good && wrong++ < 10) console.log(`node-semver: ${line}`);
}
console.log(`node-semver ${require(process.argv[2] + '/package.json').version}: ${asked} ${what}, ` +
            `${wrong} disagreements, ${apart} left out by the clauses named in node.js`);
process.exit(wrong ? 1 : 0);
