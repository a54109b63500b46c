"""The briefing: one page for officials as PDF, Word, PowerPoint and Excel, and a feed of what changed."""
