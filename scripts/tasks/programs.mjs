import "@retent/test-support/install-programs";
