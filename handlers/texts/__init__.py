"""Every sentence that people read. Each function gives HTML in which what people typed is escaped."""
