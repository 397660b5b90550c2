// Made by `npm run generate`. Do not edit.
export const specs: Readonly<Record<string, TemplateSpecification>>;
