-- The figures of a half-year, counted from the tables by what their definitions say. {since} and {until} are days,
-- both included; {…_day} is the day of a moment in the city's time. Amounts are stored in hundredths of 万元.

-- needs-open
SELECT count(*), 0, 0, 0 FROM need WHERE state IN ('PUBLISHED', 'BIDDING')
-- needs-new
SELECT count(*), 0, 0, 0 FROM need WHERE {day:published_at} BETWEEN {since} AND {until}
-- challenges-collected
SELECT count(*), 0, 0, 0 FROM need WHERE kind = 'CHALLENGE' AND state NOT IN ('DRAFT', 'RETURNED', 'REJECTED')
  AND {day:submitted_at} BETWEEN {since} AND {until}
-- achievements-open
SELECT count(*), 0, 0, 0 FROM achievement WHERE state = 'PUBLISHED'
-- achievements-new
SELECT count(*), 0, 0, 0 FROM achievement WHERE {day:published_at} BETWEEN {since} AND {until}
-- matches-new
SELECT count(*), 0, 0, 0 FROM match WHERE {day:created_at} BETWEEN {since} AND {until}
-- matches-waiting
SELECT count(*), 0, 0, 0 FROM match WHERE state IN ('PROPOSED', 'ACCEPTED_BY_ONE')
-- matches-talks
SELECT count(*), 0, 0, 0 FROM match WHERE need_consent_at IS NOT NULL AND achievement_consent_at IS NOT NULL
  AND ({day:need_consent_at} BETWEEN {since} AND {until} OR {day:achievement_consent_at} BETWEEN {since} AND {until})
  AND {day:need_consent_at} <= {until} AND {day:achievement_consent_at} <= {until}
-- matches-talking
SELECT count(*), 0, 0, 0 FROM match WHERE state = 'TALKING'
-- matches-agreed
SELECT count(*), 0, 0, 0 FROM match WHERE state = 'AGREED' AND {day:ended_at} BETWEEN {since} AND {until}
-- projects-live
SELECT count(*), 0, 0, 0 FROM project WHERE state NOT IN ('COMPLETED', 'TERMINATED')
-- projects-running
SELECT count(*), 0, 0, 0 FROM project WHERE state = 'RUNNING'
-- projects-new
SELECT count(*), 0, 0, 0 FROM project WHERE {day:created_at} BETWEEN {since} AND {until}
-- projects-signed
SELECT count(*), 0, 0, 0 FROM project WHERE signed_on BETWEEN {since} AND {until}
-- projects-completed
SELECT count(*), 0, 0, 0 FROM project WHERE completed_on BETWEEN {since} AND {until}
-- agreements
SELECT count(*), sum(amount), sum(tech_amount), 0 FROM agreement
  WHERE state IN ('SIGNED', 'REGISTERED') AND signed_on BETWEEN {since} AND {until}
-- agreements-absorbed
SELECT count(*), sum(amount), sum(tech_amount), 0 FROM agreement
  WHERE state IN ('SIGNED', 'REGISTERED') AND direction = 'ABSORBED' AND signed_on BETWEEN {since} AND {until}
-- agreements-exported
SELECT count(*), sum(amount), sum(tech_amount), 0 FROM agreement
  WHERE state IN ('SIGNED', 'REGISTERED') AND direction = 'EXPORTED' AND signed_on BETWEEN {since} AND {until}
-- agreements-registered
SELECT count(*), sum(amount), sum(tech_amount), 0 FROM agreement
  WHERE state = 'REGISTERED' AND signed_on BETWEEN {since} AND {until}
-- registrations
SELECT count(*), sum(amount), sum(tech_amount), 0 FROM agreement
  WHERE state = 'REGISTERED' AND registered_on BETWEEN {since} AND {until}
-- universities-met
SELECT count(DISTINCT met), 0, 0, 0 FROM (
  SELECT a.organization_id AS met FROM match m JOIN achievement a ON a.id = m.achievement_id
    WHERE {day:m.need_consent_at} <= {until} AND {day:m.achievement_consent_at} <= {until}
    AND ({day:m.need_consent_at} >= {since} OR {day:m.achievement_consent_at} >= {since})
  UNION ALL SELECT provider_id FROM project WHERE signed_on BETWEEN {since} AND {until}
  ) AS all_met JOIN organization o ON o.id = met WHERE o.kind IN ('UNIVERSITY', 'INSTITUTE')
-- firms-served
SELECT count(DISTINCT served), 0, 0, 0 FROM (
  SELECT organization_id AS served FROM need WHERE {day:published_at} BETWEEN {since} AND {until}
  UNION ALL SELECT n.organization_id FROM match m JOIN need n ON n.id = m.need_id
    WHERE {day:m.created_at} BETWEEN {since} AND {until}
  UNION ALL SELECT firm_id FROM project WHERE signed_on BETWEEN {since} AND {until}
  ) AS all_served JOIN organization o ON o.id = served WHERE o.kind = 'FIRM'
-- problems-solved
SELECT count(DISTINCT n.id), 0, 0, 0 FROM project p JOIN need n ON n.id = p.need_id
  WHERE p.signed_on BETWEEN {since} AND {until} AND n.state IN ('CONTRACTED', 'FULFILLED')
-- achievements-transferred
SELECT count(DISTINCT achievement_id), 0, 0, 0 FROM project WHERE signed_on BETWEEN {since} AND {until}
-- reports-received
SELECT count(*), 0, 0, 0 FROM progress_report WHERE state = 'SUBMITTED'
  AND {day:submitted_at} BETWEEN {since} AND {until}
-- reports-overdue
SELECT count(*), 0, 0, 0 FROM progress_report WHERE state = 'OWED' AND due_on < {today}
-- payments-received
SELECT count(*), sum(paid_amount), 0, 0 FROM payment WHERE kind = 'COOPERATION' AND paid_on BETWEEN {since} AND {until}
-- subsidies-received
SELECT count(*), sum(paid_amount), 0, 0 FROM payment WHERE kind = 'SUBSIDY' AND paid_on BETWEEN {since} AND {until}
-- outputs-patent
SELECT count(*), 0, 0, 0 FROM output WHERE kind = 'PATENT' AND achieved_on BETWEEN {since} AND {until}
-- outputs-paper
SELECT count(*), 0, 0, 0 FROM output WHERE kind = 'PAPER' AND achieved_on BETWEEN {since} AND {until}
-- outputs-standard
SELECT count(*), 0, 0, 0 FROM output WHERE kind = 'STANDARD' AND achieved_on BETWEEN {since} AND {until}
-- outputs-product
SELECT count(*), 0, 0, 0 FROM output WHERE kind = 'PRODUCT' AND achieved_on BETWEEN {since} AND {until}
-- outputs-sales
SELECT count(*), sum(amount), 0, 0 FROM output WHERE kind = 'SALES' AND achieved_on BETWEEN {since} AND {until}
-- outputs-people
SELECT count(*), 0, 0, sum(people) FROM output WHERE kind = 'PEOPLE' AND achieved_on BETWEEN {since} AND {until}
-- workstations
SELECT count(*), 0, 0, 0 FROM output WHERE kind = 'WORKSTATION' AND achieved_on BETWEEN {since} AND {until}
-- platforms
SELECT count(*), 0, 0, 0 FROM output WHERE kind = 'PLATFORM' AND achieved_on BETWEEN {since} AND {until}
-- follow-up-sales
SELECT count(*), sum(f.sales), 0, 0 FROM follow_up f JOIN project p ON p.id = f.project_id
  AND p.firm_id = f.organization_id
  WHERE f.state = 'ANSWERED' AND {day:f.answered_at} BETWEEN {since} AND {until}
-- follow-up-jobs
SELECT count(*), 0, 0, sum(f.jobs) FROM follow_up f JOIN project p ON p.id = f.project_id
  AND p.firm_id = f.organization_id
  WHERE f.state = 'ANSWERED' AND {day:f.answered_at} BETWEEN {since} AND {until}
-- funnel-submitted
SELECT count(*), 0, 0, 0 FROM need WHERE {day:submitted_at} BETWEEN {since} AND {until}
-- funnel-published
SELECT count(*), 0, 0, 0 FROM need WHERE published_at IS NOT NULL AND {day:submitted_at} BETWEEN {since} AND {until}
-- funnel-matched
SELECT count(*), 0, 0, 0 FROM need n WHERE n.published_at IS NOT NULL AND {day:n.submitted_at} BETWEEN {since} AND {until}
  AND (n.id IN (SELECT need_id FROM match)
    OR n.id IN (SELECT need_id FROM project WHERE signed_on IS NOT NULL AND need_id IS NOT NULL))
-- funnel-talking
SELECT count(*), 0, 0, 0 FROM need n WHERE n.published_at IS NOT NULL AND {day:n.submitted_at} BETWEEN {since} AND {until}
  AND (n.id IN (SELECT need_id FROM match WHERE need_consent_at IS NOT NULL AND achievement_consent_at IS NOT NULL)
    OR n.id IN (SELECT need_id FROM project WHERE signed_on IS NOT NULL AND need_id IS NOT NULL))
-- funnel-signed
SELECT count(DISTINCT n.id), 0, 0, 0 FROM need n JOIN project p ON p.need_id = n.id AND p.signed_on IS NOT NULL
  WHERE n.published_at IS NOT NULL AND {day:n.submitted_at} BETWEEN {since} AND {until}
-- funnel-completed
SELECT count(DISTINCT n.id), 0, 0, 0 FROM need n JOIN project p ON p.need_id = n.id AND p.signed_on IS NOT NULL
  AND p.completed_on IS NOT NULL
  WHERE n.published_at IS NOT NULL AND {day:n.submitted_at} BETWEEN {since} AND {until}
