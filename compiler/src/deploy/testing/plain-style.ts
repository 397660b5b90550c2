import type { Style } from '../../host/host.ts';

const same = (text: string) => text;

/** No colours. */
export const plainText: Style = { red: same, green: same, yellow: same, cyan: same, bold: same, dim: same };
