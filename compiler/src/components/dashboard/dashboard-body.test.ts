import { describe, expect, it } from 'vitest';
import type { Model } from '../../model.ts';
import { dashboardBody } from './dashboard-body.ts';

interface Placed {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title: string;
    readonly query?: string;
    readonly metrics?: readonly unknown[];
  };
}

function widgets(services: number, switches = { containerInsights: true, alarms: true }): readonly Placed[] {
  const model = {
    environment: 'prod',
    config: {
      app: 'shop',
      cluster: { containerInsights: switches.containerInsights },
      alarms: { enabled: switches.alarms },
      services: Object.fromEntries(Array.from({ length: services }, (_, index) => [`s${index}`, {}])),
    },
  } as unknown as Model;
  return dashboardBody(model).widgets as readonly Placed[];
}

const titled = (all: readonly Placed[], title: string) =>
  all.filter((widget) => widget.properties.title === title);

describe('the body of the dashboard', () => {
  it('has no two widgets in one place, and none beyond the 24 columns', () => {
    const all = widgets(60);
    const cells = all.flatMap(({ x, y, width, height }) => {
      expect(x + width).toBeLessThanOrEqual(24);
      return Array.from(
        { length: width * height },
        (_, n) => `${x + (n % width)},${y + Math.floor(n / width)}`,
      );
    });
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('asks no more log groups in one query than CloudWatch Logs takes, and each once', () => {
    const queries = titled(widgets(101), 'Errors in the logs').map(
      ({ properties }) => properties.query ?? '',
    );
    const sources = queries.map((query) => query.match(/SOURCE '[^']+'/g) ?? []);
    expect(sources.map(({ length }) => length)).toEqual([50, 50, 1]);
    expect(new Set(sources.flat()).size).toBe(101);
  });

  it('without services asks no log', () => {
    expect(titled(widgets(0), 'Errors in the logs')).toEqual([]);
  });

  it('shows what there is: no ended tasks without alarms, tasks that serve without Container Insights', () => {
    const all = widgets(1, { containerInsights: false, alarms: false });
    expect(JSON.stringify(all)).not.toContain('TaskExits');
    expect(titled(all, 'Tasks that ended by themselves')).toEqual([]);
    const [running] = titled(all, 'Running tasks');
    expect(JSON.stringify(running?.properties.metrics)).toContain('HealthyHostCount');
    expect(JSON.stringify(titled(widgets(1), 'Running tasks'))).toContain('RunningTaskCount');
  });
});
