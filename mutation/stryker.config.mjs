// Mutation testing by parts, each with the tests that are about it: npm run mutation -- statute
// (see docs/statistics.md for the last scores). Standard output has the table, mutation/reports the survivors.

import { fileURLToPath } from 'node:url'

const parts = {
  statute: {
    // the tables of clocks and contents are data: their tests compare every row with one written apart
    mutate: [
      'src/statute/*.ts',
      '!src/statute/*-clocks.ts',
      '!src/statute/review-sources.ts',
      '!src/statute/yearly-report-items.ts',
    ],
    tests: ['src/statute/*.test.ts'],
  },
  charts: {
    mutate: ['spc*', 'special-causes', 'xmr-limits', 'assurance', 'mean'].map((name) => `src/statistics/${name}.ts`),
    tests: ['src/statistics/spc*.test.ts'],
  },
  'short-and-rare': {
    mutate: [
      'run-*',
      'runs-*',
      'rare-*',
      'g-chart',
      't-chart',
      'gap-*',
      'event-gaps',
      'choose-*',
      'dated-series',
      'wording',
    ].map((name) => `src/statistics/${name}.ts`),
    tests: ['run-*', 'runs-*', 'rare-*', 'choose-*', 'wording'].map((name) => `src/statistics/${name}.test.ts`),
  },
  comparison: {
    mutate: ['compare-*', 'comparison-*', 'koopman', 'kappa*', 'peers', 'ranks'].map(
      (name) => `src/statistics/${name}.ts`,
    ),
    tests: ['compare-*', 'kappa', 'peers'].map((name) => `src/statistics/${name}.test.ts`),
  },
  impact: {
    mutate: ['interrupted-*', 'autocorrelated-fit', 'least-squares', 'period-index', 't-mixture'].map(
      (name) => `src/statistics/${name}.ts`,
    ),
    tests: ['interrupted-*', 't-mixture'].map((name) => `src/statistics/${name}.test.ts`),
  },
  rates: {
    mutate: [
      'byar', 'wilson', 'gamma', 'distributions', 'intervals', 'directly-*', 'indirectly-*', 'exact-proportion', 'mean-interval',
      'groups', 'rounding', 'rates-*',
    ].map((name) => `src/statistics/${name}.ts`), // prettier-ignore
    tests: ['estimates', 'standardised', 'rates-contract'].map((name) => `src/statistics/${name}.test.ts`),
  },
  funnels: {
    mutate: ['funnel-*', 'overdispersion*', 'extremes'].map((name) => `src/statistics/${name}.ts`),
    tests: ['funnel', 'overdispersion', 'rates-contract'].map((name) => `src/statistics/${name}.test.ts`),
  },
  tables: {
    mutate: ['protect', 'cycles', 'is-wide', 'network', 'suppress-*']
      .map((name) => `src/statistics/disclosure/${name}.ts`)
      .concat('!src/statistics/disclosure/suppress-linked.ts'),
    tests: ['src/statistics/disclosure/suppress-*.test.ts'],
  },
  linked: {
    mutate: ['attack-system', 'suppress-linked', 'check-release'].map((name) => `src/statistics/disclosure/${name}.ts`),
    // attacked.test.ts tries at length what these try in short
    tests: ['src/statistics/disclosure/linked.test.ts'],
  },
}

const name = process.env.MUTATION_PART ?? ''
const part = parts[name]
if (part === undefined) throw new Error(`Say which part: npm run mutation -- ${Object.keys(parts).join(' | ')}`)

const fewerRuns = new URL('fewer-runs.mjs', import.meta.url).href

// a mutant costs a start of Node for each test file: code that is compiled once makes that half as long
process.env.NODE_COMPILE_CACHE = fileURLToPath(new URL('../.stryker-tmp/compiled', import.meta.url))

export default {
  packageManager: 'npm',
  testRunner: 'tap',
  plugins: ['@stryker-mutator/tap-runner'],
  tap: {
    testFiles: part.tests,
    nodeArgs: ['--test-reporter=tap', '--import', fewerRuns, '-r', '{{hookFile}}', '{{testFile}}'],
    forceBail: true,
  },
  mutate: [...part.mutate, '!src/**/*.test.ts', '!src/**/testing.ts'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 10_000,
  ignorePatterns: [
    'docs',
    'assets',
    'src/modules',
    '.data',
    '.stryker-tmp',
    'mutation',
    'packs/england/data/{dfe,lait,population}',
  ],
  // TypeScript 7 has no interface that Stryker could read its settings by; Node takes the types away itself
  tsconfigFile: 'none.json',
  disableTypeChecks: true,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: `mutation/reports/${name}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportMutants: false, reportTests: false },
  tempDirName: `.stryker-tmp/${name}`,
}
