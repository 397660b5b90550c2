/* The shell blocks of docs/runbook.md, where prod is a sandbox with three releases. */
import { blocksOf, runBlocks } from './shell-page.ts';

runBlocks({
  file: 'docs/runbook.md',
  async setUp(reader) {
    await reader.clone();
    await reader.onAws(['prod']);
    for (const [from, to] of [
      ['`Hello, ', '`Hi, '],
      ['`Hi, ', '`Hey, '],
      ['`Hey, ', '`Hello, '],
    ] as const) {
      reader.edit('service/src/routes/hello.ts', from, to);
      await reader.commit('Another greeting');
      await reader.sh('npx platc deploy --env prod --push');
    }
  },
  before: {
    'Before you deploy (2)'(reader) {
      const [value] = blocksOf(reader.page, 'yaml');
      const keys = value?.text.replace('services:\n  api:\n', '') ?? '';
      reader.edit('environments/prod.yaml', '  api:\n', `  api:\n${keys}`);
    },
  },
  prints: {
    'Who you are': ['credentials', /^healthy$/m],
    'First look': [/^healthy$/m, '→ 3  succeeded'],
    'First look (2)': ['which restores release 2'],
    'Before you deploy': ['no changes'],
    'Before you deploy (2)': [/MaxCapacity[\s\S]*4 → 12/, 'demo-app → prod deployed in'],
    Errors: ['→ 5  succeeded'],
    'Errors (2)': ['demo-app → prod'],
    CPU: [/^healthy$/m, 'services.api.scaling.max in prod is 8', 'services.api.cpu in prod is 512'],
    Memory: ['services.api.memory in prod is 1024'],
    'Running tasks': [/^healthy$/m],
    'Task exits': [/^healthy$/m],
    'Load balancer errors': [/^healthy$/m],
    'A bad release': ['rolled back in', /→ \d+ {2}succeeded/],
    'A stuck stack': ['demo-app → prod is up to date'],
    'Somebody changed something in the console': ['Nothing was changed outside CloudFormation.'],
    'A zone is down': [/^healthy$/m, 'network.nat in prod is'],
    'The bill runs away': [/ a year/],
    'Game days': ['rolled back, exit code 3', 'game day', /runs .*release 1$/m],
    'Game days (2)': [/"Hullo, [\s\S]*"Hello, /],
    'Game days (3)': ['local: 3 stacks deleted', 'demo-app → local deployed in', 'the sandbox is empty'],
  },
});
