/** The house rules of ARCHITECTURE.md, by name. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular-imports',
      comment: 'Two files that need each other are one idea, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-app-imports-another',
      comment: 'Apps meet on Kafka only.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/cli/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'cli-imports-the-records-only',
      comment: 'The command line checks and writes what the publisher has on record of the contracts.',
      severity: 'error',
      from: { path: '^apps/cli/' },
      to: { path: '^apps/', pathNot: ['^apps/cli/', '^apps/publisher/src/docs/recorded/'] },
    },
    {
      name: 'libs-know-no-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test|bench)/' },
    },
    {
      name: 'kafka-knows-no-other-lib',
      comment:
        'apps -> contracts -> kafka and apps -> observability -> kafka; kafka knows no concrete event.',
      severity: 'error',
      from: { path: '^libs/kafka/' },
      to: { path: '^libs/(?!kafka/)' },
    },
    {
      name: 'contracts-know-only-kafka',
      severity: 'error',
      from: { path: '^libs/contracts/' },
      to: { path: '^libs/(?!contracts/|kafka/)' },
    },
    {
      name: 'config-knows-only-kafka',
      severity: 'error',
      from: { path: '^libs/config/' },
      to: { path: '^libs/(?!config/|kafka/)' },
    },
    {
      name: 'observability-knows-only-kafka',
      severity: 'error',
      from: { path: '^libs/observability/' },
      to: { path: '^libs/(?!observability/|kafka/)' },
    },
    {
      name: 'outbox-knows-only-kafka',
      comment: 'apps -> outbox -> kafka; what is stored and handled is the business of apps.',
      severity: 'error',
      from: { path: '^libs/outbox/' },
      to: { path: '^libs/(?!outbox/|kafka/)' },
    },
    {
      name: 'databases-behind-one-door',
      comment: 'Everybody else speaks SQL to a Database, whichever it is.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/outbox/src/database/' },
      to: { path: 'node_modules/(pg|libsql)/' },
    },
    {
      name: 'local-kafka-stands-alone',
      severity: 'error',
      from: { path: '^libs/local-kafka/' },
      to: { path: '^libs/(?!local-kafka/)' },
    },
    {
      name: 'local-kafka-is-for-start-and-tests',
      comment: 'An app in production reaches its brokers by KAFKA_BROKERS.',
      severity: 'error',
      from: { path: '^apps/(?!start/)' },
      to: { path: '^libs/local-kafka/' },
    },
    {
      name: 'page-and-console-share-the-api',
      comment: 'They are two programs; what passes between them is data, of the types in api.',
      severity: 'error',
      from: { path: '^apps/console/web/src/' },
      to: { path: '^(apps/console/src/(?!api/)|libs/)' },
    },
    {
      name: 'console-knows-no-page',
      severity: 'error',
      from: { path: '^apps/console/src/' },
      to: { path: '^apps/console/web/' },
    },
    {
      name: 'kafkajs-behind-four-doors',
      comment: 'So that another driver can be measured, only these folders touch kafkajs at run time.',
      severity: 'error',
      from: {
        path: '^(apps|libs/(?!local-kafka/))',
        pathNot: ['^libs/kafka/src/(client|publish|consume|admin)/', '[.]spec[.]ts$'],
      },
      to: { path: 'node_modules/kafkajs/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'libs-by-their-index',
      comment: 'From outside, a library is what its index exports.',
      severity: 'error',
      from: { path: '^(apps|libs|test|bench)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!index[.]ts$|testing/index[.]ts$)', pathNot: '^libs/$2/' },
    },
    {
      name: 'specs-are-not-imported',
      severity: 'error',
      from: {},
      to: { path: '[.]spec[.]ts$' },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'no-development-packages-at-run-time',
      comment: 'The page of the console is bundled when it is built.',
      severity: 'error',
      from: {
        path: '^(apps/(?!start/|cli/bin/)|libs/(?!local-kafka/))',
        pathNot: ['([.]spec[.]ts|/testing/)', '^apps/console/(web|build-page|rspack)'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // apps/cli/bin is a package only to be linked; what it needs is declared with all the rest.
    combinedDependencies: true,
    exclude: { path: '^(dist|coverage|[.]kafka)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
