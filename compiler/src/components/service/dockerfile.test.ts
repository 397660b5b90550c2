import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderHost, type FolderHost } from '../../../test/helpers/folder-host.ts';
import { checkEnvironment } from '../../check-config.ts';

let project: FolderHost;

beforeEach(() => {
  project = folderHost();
  project.write('platform.yaml', 'app: shop\nregion: eu-west-1\nservices:\n  api: { build: ./api }\n');
  project.write('environments/dev.yaml', '{}\n');
});
afterEach(() => project.remove());

const messages = () => checkEnvironment(project.host, 'dev').diagnostics.map(({ message }) => message);

it('takes no folder for a Dockerfile, and nothing below a file', () => {
  project.write('api/Dockerfile/x', '');
  expect(messages()).toEqual(['service `api` has no Dockerfile: api/Dockerfile is a folder']);
  project.write(
    'platform.yaml',
    'app: shop\nregion: eu-west-1\nservices:\n  api: { build: ./platform.yaml }\n',
  );
  expect(messages()).toEqual(['service `api` has no Dockerfile: platform.yaml/Dockerfile does not exist']);
});

it('is content with a file', () => {
  project.write('api/Dockerfile', 'FROM node');
  expect(messages()).toEqual([]);
});
