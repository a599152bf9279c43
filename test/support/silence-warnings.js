/** Warnings of a synthesis are part of its output, not of a test report; a test that asserts them sets its own spy. */
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());
