import "@retent/test-support/install-browsers";
