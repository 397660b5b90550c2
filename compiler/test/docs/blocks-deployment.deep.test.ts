/* The shell blocks of docs/deployment.md, from an empty account to production, where the account is a sandbox. */
import { blocksOf, runBlocks } from './shell-page.ts';

runBlocks({
  file: 'docs/deployment.md',
  async setUp(reader) {
    await reader.clone();
    await reader.onAws(['dev', 'staging', 'prod']);
  },
  before: {
    async '4. A release'(reader) {
      reader.edit('service/src/routes/hello.ts', '`Hello, ', '`Welcome, ');
      await reader.commit('A warmer welcome');
    },
    async '5. Roles for pipelines'(reader) {
      const access = blocksOf(reader.page, 'yaml').find(({ text }) => text.startsWith('access:'));
      reader.write('platform.yaml', `${reader.read('platform.yaml')}\n${access?.text}`);
      await reader.sh('cp platform.yaml "$PLATC_WRITTEN"');
      await reader.commit('Roles for pipelines');
    },
  },
  prints: {
    '1. Look': ['new, 15 resources', / a year/, /Fargate Spot, api/],
    '2. What all environments share': ['demo-app-common', 'demo-app-registry-api'],
    '3. dev': ['demo-app → dev deployed in', 'api is release 1'],
    '3. dev (2)': [/^healthy$/m, '"message":"Hello, you!"', '/api/hello'],
    '4. A release': ['TaskDefinition  replaced', '→ 2  succeeded'],
    '4. A release (2)': ['which restores release 1'],
    '5. Roles for pipelines': ['demo-app-access', 'AWS::IAM::OIDCProvider', 'DeployRoleProd'],
    '6. staging and prod': [
      'demo-app → staging deployed in',
      'demo-app → prod deployed in',
      ' 0 fail',
      / a year/,
    ],
    '6. staging and prod (2)': ['no changes'],
    'Taking it down': ['demo-app-dev-network', 'dev: 3 stacks deleted'],
  },
});
