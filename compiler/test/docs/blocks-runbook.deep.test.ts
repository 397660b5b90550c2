/* The shell blocks of docs/runbook.md, where prod is a sandbox with three releases. */
import { runBlocks } from './shell-page.ts';

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
  prints: {
    Runbook: [/^healthy$/m, '→ 3  succeeded'],
    'Runbook (2)': ['which restores release 2'],
    Errors: ['demo-app → prod'],
    'A bad release': ['rolled back in', /→ \d+ {2}succeeded/],
    'A stuck stack': ['demo-app → prod deployed in'],
    'Somebody changed something in the console': ['Nothing was changed outside CloudFormation.'],
    'The bill runs away': [/ a year/],
    'Game days': ['rolled back, exit code 3', 'game day', /runs .*release 1$/m],
    'Game days (2)': [/"Hullo, [\s\S]*"Hello, /],
    'Game days (3)': ['local: 3 stacks deleted', 'demo-app → local deployed in', 'the sandbox is empty'],
  },
});
