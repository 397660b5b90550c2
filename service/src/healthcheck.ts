import { probe } from './probe.ts';
import { readSettings } from './settings.ts';

// The image has no curl, so the container's health check is this file.
const result = readSettings(process.env);
process.exitCode = 'settings' in result && (await probe(result.settings)) ? 0 : 1;
