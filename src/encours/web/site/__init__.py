"""The whole product put together: settings, addresses, and the lists of what stands in it."""
