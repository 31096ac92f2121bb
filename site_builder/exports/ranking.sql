-- 由台账重算各期得分和名次。各表先建成同名视图；几个单位的导出可以放在一起算。
-- 同一段 SQL 在 DuckDB 和 Spark 上都能运行，只用整数，没有舍入。
WITH counted AS (
  SELECT p.office, p.score, p.period,
         CASE WHEN e.person IS NULL THEN '单位' ELSE '个人' END AS ranked,
         COALESCE(e.person, h.stands_as, e.unit) AS subject,
         e.points_units
  FROM periods p
  JOIN entries e
    ON e.office = p.office AND e.score = p.score
   AND e.date BETWEEN p.start_date AND p.end_date
   AND e.span_order <= p.kind_order
  LEFT JOIN successions h
    ON h.office = p.office AND h.score = p.score AND h.period = p.period AND h.unit = e.unit
),
totals AS (
  SELECT office, score, period, ranked, subject, SUM(points_units) AS points_units
  FROM counted
  GROUP BY office, score, period, ranked, subject
),
rows_of_tables AS (
  SELECT s.office, s.score, s.period, p.ties, s.ranked, s.group_name, s.subject,
         COALESCE(t.points_units, 0) AS points_units, s.points_scale, s.tie_key
  FROM standings s
  JOIN periods p
    ON p.office = s.office AND p.score = s.score AND p.period = s.period
  LEFT JOIN totals t
    ON t.office = s.office AND t.score = s.score AND t.period = s.period
   AND t.ranked = s.ranked AND t.subject = s.subject
  WHERE s.ranked IN ('单位', '个人')
)
SELECT office, score, period, ranked, group_name, subject, points_units, points_scale,
       CASE ties WHEN '同名次后名次不顺延' THEN DENSE_RANK() OVER places
                 ELSE RANK() OVER places END AS rank
FROM rows_of_tables
WINDOW places AS (
  PARTITION BY office, score, period, ranked, group_name
  ORDER BY points_units DESC, tie_key DESC
)
ORDER BY office, score, period, ranked, group_name, rank, subject
