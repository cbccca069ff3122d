"""Every sentence that the bot can say, read from its source."""
