import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { FileError } from '../host/host.ts';
import { load } from './load.ts';

const codes = (content: string | Uint8Array | FileError | undefined) => {
  const [, diagnostics] = load(
    memoryHost(content === undefined ? [] : [['platform.yaml', content]]),
    'platform.yaml',
  );
  return diagnostics.map(({ code, message, hint }) => ({ code, message, hint }));
};

describe('load', () => {
  it('says where to run platc when there is no platform.yaml', () => {
    expect(codes(undefined)).toEqual([
      {
        code: 'PLATC1001',
        message: 'platform.yaml does not exist',
        hint: 'run platc in the folder that holds platform.yaml, or name it with --cwd',
      },
    ]);
  });

  it.each([
    ['EACCES', 'permission denied'],
    ['EISDIR', 'it is a folder'],
    ['EIO', 'EIO'],
  ])('tells why a file cannot be read: %s', (code, reason) => {
    expect(codes(new FileError(code, 'no'))).toEqual([
      { code: 'PLATC1002', message: `platform.yaml cannot be read: ${reason}`, hint: undefined },
    ]);
  });

  it('says near which byte the text stops being UTF-8', () => {
    expect(codes(new Uint8Array([...new TextEncoder().encode('app: caf'), 0xe9, 0x0a]))).toMatchObject([
      { code: 'PLATC1004', message: 'platform.yaml is not UTF-8 (near byte 9)' },
    ]);
  });

  it('takes a byte order mark', () => {
    const [loaded, diagnostics] = load(
      memoryHost([
        ['platform.yaml', new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('app: shop\n')])],
      ]),
      'platform.yaml',
    );
    expect(diagnostics).toEqual([]);
    expect(loaded?.value).toEqual({ app: 'shop' });
  });
});
