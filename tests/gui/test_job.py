"""One job."""

from ui.common.job import Job


def test_a_job_that_is_over_holds_neither_asker_nor_answer() -> None:
    answers: list[object] = []
    job = Job(lambda: "rows", answers.append)
    job.work()
    job.done(job.outcome)
    job.forget()
    job.work()
    job.done("late")
    assert answers == ["rows"]
    assert job.outcome is None
