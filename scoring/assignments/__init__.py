"""What is asked of somebody by a date: 约稿、选题、任务、督办、整改、建言、请示、揭榜.

facts       what people wrote: the assignment, its answers, extensions, progress, 销号
kinds       how the kinds differ, as data: who may issue, the limit, what counts as an answer
asking      what is not written: the day that is due, the units of a group
answering   what counts as an answer, and until when
recurrence  which problems came back
board       each unit's state on a day: its light, why, and what would clear it; statistics
lists       三单: 任务清单, 进度清单, 问题整改清单
"""
