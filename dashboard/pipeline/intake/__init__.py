"""From a reviewed candidate to an authored claim: drafts, validation, writing, undoing, and what corrections teach."""
